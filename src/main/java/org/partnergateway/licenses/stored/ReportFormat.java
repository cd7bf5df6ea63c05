package org.partnergateway.licenses.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.shared.ValueFormat;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.exchange.NextLink;

/**
 * The form in which replicas share reports: the headers that identify the response, the
 * link of a page, and the compressed body. Every replica sends the compressed bytes as
 * they were first made, so that an entity tag means the same bytes everywhere. What is
 * read is checked as if Partner Center had sent it, and the link and the tags are derived
 * from the body again.
 */
public final class ReportFormat implements ValueFormat<ReportKey, StoredReport> {

	private static final int LARGEST_BODY = 10 * 1024 * 1024;

	private final BodyCheck check;

	/**
	 * Creates the format.
	 * @param check recognizes the body of a report
	 */
	public ReportFormat(BodyCheck check) {
		this.check = check;
	}

	@Override
	public int version() {
		return 1;
	}

	@Override
	public byte[] write(StoredReport report) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
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
		return bytes.toByteArray();
	}

	@Override
	public StoredReport read(ReportKey key, byte[] bytes) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
		String vector = readText(in);
		String serverId = readText(in);
		NextLink link = in.readBoolean() ? new NextLink(in.readInt(), in.readInt(), in.readUTF()) : null;
		byte[] compressed = in.readAllBytes();
		byte[] body = GzipBody.decompress(compressed, LARGEST_BODY);
		if (!Objects.equals(link, this.check.link(key.query().report(), body))) {
			throw new IOException("its link is not the one in its body");
		}
		Content content = (link != null) ? new Page(body, link) : Representations.of(body, compressed);
		return StoredReport.of(content, vector, serverId);
	}

	private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static @Nullable String readText(DataInputStream in) throws IOException {
		if (!in.readBoolean()) {
			return null;
		}
		String text = in.readUTF();
		if (!ResponseIdentity.isHarmless(text)) {
			throw new IOException("it has a header that cannot be sent");
		}
		return text;
	}

	/**
	 * Recognizes the body of a report.
	 */
	public interface BodyCheck {

		/**
		 * Checks a body.
		 * @return the link to its next page; {@code null} if it has none
		 * @throws IOException if it is not a body of such a report
		 */
		@Nullable NextLink link(LicenseReport report, byte[] body) throws IOException;

	}

}
