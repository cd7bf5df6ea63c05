package org.partnergateway.licenses;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.ValueFormat;
import org.partnergateway.partnercenter.NextLink;

/**
 * The form in which replicas share reports: where the body came from, the link in it if
 * it is a page, and the body, compressed. Every replica sends the compressed form as it
 * was made first, so that its tag means the same bytes everywhere.
 */
final class ReportFormat implements ValueFormat<StoredReport> {

	private static final int LARGEST_BODY = 10 * 1024 * 1024;

	@Override
	public int version() {
		return 1;
	}

	@Override
	public byte[] write(StoredReport report) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			writeText(out, report.vector());
			writeText(out, report.serverId());
			switch (report.content()) {
				case Representations whole -> {
					out.writeBoolean(false);
					out.write(whole.gzip().body());
				}
				case Page page -> {
					out.writeBoolean(true);
					out.writeInt(page.link().start());
					out.writeInt(page.link().end());
					out.writeUTF(page.link().target());
					out.write(Representations.compress(page.body()));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("memory cannot fail", ex);
		}
		return bytes.toByteArray();
	}

	@Override
	public StoredReport read(byte[] bytes) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
		String vector = readText(in);
		String serverId = readText(in);
		NextLink link = in.readBoolean() ? new NextLink(in.readInt(), in.readInt(), in.readUTF()) : null;
		byte[] compressed = in.readAllBytes();
		byte[] body = decompress(compressed);
		if (link == null) {
			return StoredReport.of(Representations.of(body, compressed), vector, serverId);
		}
		if (link.start() < 0 || link.end() < link.start() || link.end() > body.length) {
			throw new IOException("the link is outside the body");
		}
		return StoredReport.of(new Page(body, link), vector, serverId);
	}

	private static byte[] decompress(byte[] compressed) throws IOException {
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
			byte[] body = gzip.readNBytes(LARGEST_BODY + 1);
			if (body.length > LARGEST_BODY) {
				throw new IOException("the body is larger than any that is stored");
			}
			return body;
		}
		catch (EOFException ex) {
			throw new IOException("the body ends too soon", ex);
		}
	}

	private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static @Nullable String readText(DataInputStream in) throws IOException {
		return in.readBoolean() ? in.readUTF() : null;
	}

}
