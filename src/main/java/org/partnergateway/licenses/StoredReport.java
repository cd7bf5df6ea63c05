package org.partnergateway.licenses;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.PartnerCenterResponse;

/**
 * A report, ready to be written: whatever can be computed from its bytes has been, once,
 * when it came.
 */
final class StoredReport {

	// What an entry takes besides its bytes: objects, key, tags, a share of the tables.
	private static final int OVERHEAD = 1_024;

	private final Representation plain;

	private final Representation gzip;

	private final @Nullable String vector;

	private final @Nullable String serverId;

	private StoredReport(Representation plain, Representation gzip, @Nullable String vector,
			@Nullable String serverId) {
		this.plain = plain;
		this.gzip = gzip;
		this.vector = vector;
		this.serverId = serverId;
	}

	static StoredReport of(PartnerCenterResponse response) {
		byte[] body = response.body();
		String digest = digest(body);
		// Each representation has a tag of its own, or the tag would not be strong (RFC
		// 9110
		// section 8.8.1).
		return new StoredReport(new Representation(body, '"' + digest + '"'),
				new Representation(compress(body), '"' + digest + "-gzip\""), response.identity().vector(),
				response.identity().serverId());
	}

	Representation plain() {
		return this.plain;
	}

	Representation gzip() {
		return this.gzip;
	}

	/**
	 * MS-CV of the response that the report came with.
	 */
	@Nullable String vector() {
		return this.vector;
	}

	/**
	 * MS-ServerId of the response that the report came with.
	 */
	@Nullable String serverId() {
		return this.serverId;
	}

	/**
	 * How many bytes of memory it takes, about.
	 */
	int weight() {
		return OVERHEAD + this.plain.body().length + this.gzip.body().length;
	}

	private static String digest(byte[] body) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	private static byte[] compress(byte[] body) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4 + 64);
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("memory cannot fail", ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * One form of the report.
	 *
	 * @param body its bytes; nobody may change them
	 * @param entityTag its tag, quoted
	 */
	@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
	record Representation(byte[] body, String entityTag) {
	}

}
