package org.partnergateway.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * A file that is made by the first request for it: the start does not pay for it, and
 * neither does any later request. Whoever asks meanwhile waits. Safe for use by any
 * thread.
 */
public final class StaticFile {

	private final String contentType;

	private final String cacheControl;

	private final Source source;

	private volatile @Nullable Content content;

	/**
	 * Creates a file, without making it.
	 * @param contentType what it is
	 * @param cacheControl how long a browser may keep it without asking
	 * @param source where its bytes come from; asked again only if it failed
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
	 * Returns what is sent.
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
	 * Where the bytes of a file come from.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Reads or makes them.
		 * @return the bytes, which nobody may change later
		 * @throws IOException if they cannot be had
		 */
		byte[] read() throws IOException;

	}

	/**
	 * What a file has in it, ready to be sent.
	 *
	 * @param plain its bytes
	 * @param gzip the same, compressed
	 * @param digest what tells it from any other version of it
	 */
	@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
	record Content(byte[] plain, byte[] gzip, String digest) {

		private static Content of(byte[] bytes) throws IOException {
			return new Content(bytes, compress(bytes), digest(bytes));
		}

		byte[] body(boolean compressed) {
			return compressed ? this.gzip : this.plain;
		}

		/**
		 * The strong tag of a form of it (RFC 9110, section 8.8.1).
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
