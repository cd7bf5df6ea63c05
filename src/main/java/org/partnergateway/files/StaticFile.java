package org.partnergateway.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * A file that is made by the first request for it, so that neither the start nor a later
 * request pays for it. Requests that come meanwhile wait. Safe for use by any thread.
 */
public final class StaticFile {

	private final String contentType;

	private final String cacheControl;

	private final Source source;

	private volatile @Nullable Content content;

	/**
	 * Creates a file, without making it.
	 * @param contentType its media type
	 * @param cacheControl value of {@code Cache-Control}
	 * @param source gives its bytes; called again only if it has failed
	 */
	public StaticFile(String contentType, String cacheControl, Source source) {
		this.contentType = contentType;
		this.cacheControl = cacheControl;
		this.source = source;
	}

	String contentType() {
		return this.contentType;
	}

	String cacheControl() {
		return this.cacheControl;
	}

	/**
	 * The content, made now if it is not yet.
	 * @throws IOException if the source fails
	 */
	Content content() throws IOException {
		Content made = this.content;
		return (made != null) ? made : make();
	}

	private synchronized Content make() throws IOException {
		Content made = this.content;
		if (made == null) {
			made = Content.of(this.source.read());
			this.content = made;
		}
		return made;
	}

	/**
	 * The source of a file.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Reads or makes the bytes.
		 * @return the bytes, which must not be changed later
		 * @throws IOException if they cannot be read or made
		 */
		byte[] read() throws IOException;

	}

	/**
	 * The content of a file, ready to be sent.
	 *
	 * @param plain its bytes
	 * @param gzip the compressed bytes
	 * @param digest digest of its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent") // Only carries the bytes; never compared.
	record Content(byte[] plain, byte[] gzip, String digest) {

		private static Content of(byte[] bytes) throws IOException {
			return new Content(bytes, compress(bytes), digest(bytes));
		}

		byte[] body(boolean compressed) {
			return compressed ? this.gzip : this.plain;
		}

		/**
		 * The strong entity tag of one of the two forms (RFC 9110, section 8.8.1).
		 */
		String entityTag(boolean compressed) {
			return '"' + this.digest + (compressed ? "-gzip\"" : "\"");
		}

		private static byte[] compress(byte[] bytes) throws IOException {
			ByteArrayOutputStream compressed = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
				gzip.write(bytes);
			}
			return compressed.toByteArray();
		}

		private static String digest(byte[] bytes) {
			try {
				byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
				return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("every Java platform has SHA-256", ex);
			}
		}

	}

}
