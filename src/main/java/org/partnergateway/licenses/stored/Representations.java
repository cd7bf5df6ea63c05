package org.partnergateway.licenses.stored;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * The forms in which a body can be sent. Each has its own entity tag, since a strong tag
 * identifies one sequence of bytes (RFC 9110 section 8.8.1).
 *
 * @param plain the body as it is
 * @param gzip the body compressed
 */
public record Representations(Representation plain, Representation gzip) implements Content {

	/**
	 * Computes both forms of a body and their tags, once.
	 */
	static Representations of(byte[] body) {
		return of(body, compress(body));
	}

	/**
	 * The same for a body that is already compressed.
	 */
	static Representations of(byte[] body, byte[] compressed) {
		String digest = digest(body);
		return new Representations(new Representation(body, '"' + digest + '"'),
				new Representation(compressed, '"' + digest + "-gzip\""));
	}

	@Override
	public Representations under(Supplier<String> root) {
		return this;
	}

	static String digest(byte[] body) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	static byte[] compress(byte[] body) {
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
	 * One form of a body.
	 *
	 * @param body its bytes; must not be changed
	 * @param entityTag its entity tag, quoted
	 */
	@SuppressWarnings("ArrayRecordComponent") // Only carries the bytes; never compared.
	public record Representation(byte[] body, String entityTag) {
	}

}
