package org.partnergateway.licenses.stored;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952) that may be malicious. Accepts exactly one member in the form
 * that the JDK writes, with nothing after it. Never decompresses more than the allowed
 * length, whatever the trailer says or the data holds.
 */
final class GzipBody {

	private static final int HEADER = 10;

	private static final int TRAILER = 8;

	private static final byte DEFLATE = 8;

	private GzipBody() {
	}

	/**
	 * Decompresses a body.
	 * @param most the largest number of bytes that the body may have
	 * @throws IOException if it has more, or is not such gzip
	 */
	static byte[] decompress(byte[] gzip, int most) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN);
		if (gzip.length < HEADER + TRAILER || (bytes.getShort(0) & 0xFFFF) != GZIPInputStream.GZIP_MAGIC
				|| bytes.get(2) != DEFLATE || bytes.get(3) != 0) {
			throw new IOException("the body is not compressed as it should be");
		}
		int length = bytes.getInt(gzip.length - Integer.BYTES);
		if (length < 0 || length > most) {
			throw new IOException("the body is larger than any that is stored");
		}
		byte[] body = inflate(gzip, length);
		CRC32 checksum = new CRC32();
		checksum.update(body);
		if ((int) checksum.getValue() != bytes.getInt(gzip.length - TRAILER)) {
			throw new IOException("the body is not the one that was compressed");
		}
		return body;
	}

	private static byte[] inflate(byte[] gzip, int length) throws IOException {
		// One byte more, so that a body that is too long is noticed, and the end of any
		// other is reached.
		byte[] body = new byte[length + 1];
		int deflated = gzip.length - HEADER - TRAILER;
		try (Inflater inflater = new Inflater(true)) {
			inflater.setInput(gzip, HEADER, deflated);
			int inflated = 0;
			int more = 1;
			while (more > 0 && inflated < body.length) {
				more = inflater.inflate(body, inflated, body.length - inflated);
				inflated += more;
			}
			if (inflated != length || !inflater.finished() || inflater.getRemaining() != 0) {
				throw new IOException("the body does not end where it should");
			}
			return Arrays.copyOf(body, length);
		}
		catch (DataFormatException ex) {
			throw new IOException("the body is not compressed as it should be", ex);
		}
	}

}
