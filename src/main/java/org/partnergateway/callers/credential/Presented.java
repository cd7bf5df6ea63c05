package org.partnergateway.callers.credential;

import java.util.Arrays;

import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The credential headers of a request, as bytes: to decode an access token into a string
 * takes longer than all other work on it. Equal if the headers are the same, byte for
 * byte. {@link #toString()} shows nothing of them.
 */
public final class Presented {

	private static final byte[] NOTHING = new byte[0];

	// The end of an access token is its signature, which differs if anything differs.
	private static final int TELLING = 32;

	private final Header apiKey;

	private final Header authorization;

	private Presented(Header apiKey, Header authorization) {
		this.apiKey = apiKey;
		this.authorization = authorization;
	}

	/**
	 * Finds the credential headers of a request. The result may be used only until the
	 * request ends.
	 * @return the headers, or {@code null} if one comes twice or is no longer held as
	 * bytes
	 */
	public static @Nullable Presented of(Request request) {
		MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
		Header key = Header.ABSENT;
		Header authorization = Header.ABSENT;
		for (int i = 0; i < headers.size(); i++) {
			MessageBytes name = headers.getName(i);
			if (name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
				Header value = Header.of(headers.getValue(i));
				if (value == null || authorization.isPresent()) {
					return null;
				}
				authorization = value;
			}
			else if (name.equalsIgnoreCase(CredentialConverter.API_KEY_HEADER)) {
				Header value = Header.of(headers.getValue(i));
				if (value == null || key.isPresent()) {
					return null;
				}
				key = value;
			}
		}
		return new Presented(key, authorization);
	}

	/**
	 * A copy that may be kept after the request.
	 */
	public Presented copy() {
		return new Presented(this.apiKey.copy(), this.authorization.copy());
	}

	/**
	 * The approximate size in memory, in bytes.
	 */
	public int weight() {
		return this.apiKey.length() + this.authorization.length() + 256;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Presented presented && this.apiKey.isSame(presented.apiKey)
				&& this.authorization.isSame(presented.authorization);
	}

	@Override
	public int hashCode() {
		return 31 * this.apiKey.hash() + this.authorization.hash();
	}

	@Override
	public String toString() {
		return "a credential";
	}

	/**
	 * The value of a header.
	 */
	private static final class Header {

		private static final Header ABSENT = new Header(NOTHING, 0, -1);

		private final byte[] bytes;

		private final int start;

		private final int end;

		private Header(byte[] bytes, int start, int end) {
			this.bytes = bytes;
			this.start = start;
			this.end = end;
		}

		/**
		 * The value as it came, or {@code null} if it has been converted from its bytes.
		 */
		private static @Nullable Header of(MessageBytes value) {
			if (value.getType() != MessageBytes.T_BYTES) {
				return null;
			}
			ByteChunk chunk = value.getByteChunk();
			return new Header(chunk.getBuffer(), chunk.getStart(), chunk.getEnd());
		}

		private boolean isPresent() {
			return this.end >= this.start;
		}

		private int length() {
			return Math.max(0, this.end - this.start);
		}

		private Header copy() {
			return isPresent() ? new Header(Arrays.copyOfRange(this.bytes, this.start, this.end), 0, length()) : ABSENT;
		}

		private boolean isSame(Header other) {
			return isPresent() == other.isPresent() && (!isPresent()
					|| Arrays.equals(this.bytes, this.start, this.end, other.bytes, other.start, other.end));
		}

		private int hash() {
			int hash = length();
			for (int i = Math.max(this.start, this.end - TELLING); i < this.end; i++) {
				hash = 31 * hash + this.bytes[i];
			}
			return hash;
		}

	}

}
