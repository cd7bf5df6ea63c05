package org.partnergateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, ready to be sent.
 *
 * @param contentType what it is
 * @param cacheControl how long a browser may keep it without asking
 * @param plain its bytes; nobody may change them
 * @param gzip the same, compressed
 * @param digest what tells it from any other version of it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
record Asset(String contentType, String cacheControl, byte[] plain, byte[] gzip, String digest) {

	static Asset of(String contentType, String cacheControl, byte[] bytes) throws IOException {
		return new Asset(contentType, cacheControl, bytes, compress(bytes), digest(bytes));
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
