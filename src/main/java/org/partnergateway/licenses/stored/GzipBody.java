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
 * Reads gzip (RFC 1952) of somebody who may be up to something: exactly one member in the
 * form that the JDK writes, with nothing after it, and no longer than it is allowed to
 * be, however much it promises or holds.
 */
final class GzipBody {

	private static final int HEADER = 10;

	private static final int TRAILER = 8;

	private static final byte DEFLATE = 8;

	private GzipBody() {
	}

	/**
	 * Decompresses a body.
	 * @param most the most bytes that it may have
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
		// One more, which is where a body that is too long ends, and the end of one that
		// is not is found.
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
