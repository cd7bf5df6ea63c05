package org.partnergateway.licenses.stored;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The compressed form of a text of which a short part changes. The text before and after
 * that part is compressed once. The part itself is inserted uncompressed, in blocks of
 * its own (RFC 1951, section 3.2.4), within one member (RFC 1952, section 2.3), since
 * some clients do not read a second one. Safe for use by any thread.
 */
final class SplicedGzip {

	// Deflate, no name, no time, unknown system: the same as the JDK's own.
	private static final byte[] HEAD = { 0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF };

	private static final int TRAILER = 8;

	private static final int LARGEST_STORED_BLOCK = 0xFFFF;

	private static final int BYTES_BEFORE_A_STORED_BLOCK = 5;

	private final byte[] before;

	private final byte[] behind;

	private SplicedGzip(byte[] before, byte[] behind) {
		this.before = before;
		this.behind = behind;
	}

	/**
	 * Compresses the parts of a text that do not change.
	 * @param start where the changing part begins
	 * @param end where the changing part ends
	 */
	static SplicedGzip around(byte[] text, int start, int end) {
		return new SplicedGzip(deflate(text, 0, start, false), deflate(text, end, text.length, true));
	}

	/**
	 * The compressed text with another part.
	 * @param whole the whole text, with that part
	 * @param part where the part begins in it
	 * @param length length of the part
	 */
	byte[] with(byte[] whole, int part, int length) {
		int blocks = (length + LARGEST_STORED_BLOCK - 1) / LARGEST_STORED_BLOCK;
		ByteBuffer gzip = ByteBuffer
			.allocate(HEAD.length + this.before.length + blocks * BYTES_BEFORE_A_STORED_BLOCK + length
					+ this.behind.length + TRAILER)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(HEAD)
			.put(this.before);
		for (int at = 0; at < length; at += LARGEST_STORED_BLOCK) {
			int size = Math.min(LARGEST_STORED_BLOCK, length - at);
			gzip.put((byte) 0).putShort((short) size).putShort((short) ~size).put(whole, part + at, size);
		}
		CRC32 sum = new CRC32();
		sum.update(whole);
		return gzip.put(this.behind).putInt((int) sum.getValue()).putInt(whole.length).array();
	}

	private static byte[] deflate(byte[] text, int start, int end, boolean last) {
		try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
			deflater.setInput(text, start, end - start);
			if (last) {
				deflater.finish();
			}
			ByteArrayOutputStream deflated = new ByteArrayOutputStream((end - start) / 4 + 64);
			byte[] buffer = new byte[8_192];
			int count;
			do {
				// A flush ends at a whole byte, so that another block can follow.
				count = deflater.deflate(buffer, 0, buffer.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
				deflated.write(buffer, 0, count);
			}
			while (last ? !deflater.finished() : count == buffer.length);
			return deflated.toByteArray();
		}
	}

}
