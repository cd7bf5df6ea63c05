package org.partnergateway.licenses.stored;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.NextLink;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ReportFormat}.
 */
class ReportFormatTests {

	private static final String BODY = "{\"Value\":[\"Müller 東京\"],\"@nextLink\":\"x\"}";

	private static final ReportKey KEY = new ReportKey(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US");

	private @Nullable NextLink linkInBody;

	private final ReportFormat format = new ReportFormat((report, body) -> {
		assertThat(report).isEqualTo(LicenseReport.PARTNER_USAGE);
		if (body[0] != '{') {
			throw new IOException("it is no object");
		}
		return this.linkInBody;
	});

	@Test
	void readWhenWrittenIsTheSameReport() throws IOException {
		StoredReport written = report(null, "L5ZgQgM04AOs7TI6.0", "101");
		StoredReport read = this.format.read(KEY, this.format.write(written));
		Representations expected = written.content().under(() -> "");
		Representations actual = read.content().under(() -> "");
		assertThat(actual.plain().body()).isEqualTo(expected.plain().body());
		assertThat(actual.plain().entityTag()).isEqualTo(expected.plain().entityTag());
		assertThat(actual.gzip().body()).isEqualTo(expected.gzip().body());
		assertThat(actual.gzip().entityTag()).isEqualTo(expected.gzip().entityTag());
		assertThat(read.vector()).isEqualTo("L5ZgQgM04AOs7TI6.0");
		assertThat(read.serverId()).isEqualTo("101");
		assertThat(read.weight()).isEqualTo(written.weight());
	}

	@Test
	void readWhenWrittenWithoutIdentityHasNone() throws IOException {
		StoredReport read = this.format.read(KEY, this.format.write(report(null, null, null)));
		assertThat(read.vector()).isNull();
		assertThat(read.serverId()).isNull();
	}

	@Test
	void readWhenPageWasWrittenLinksAsItDid() throws IOException {
		int start = BODY.substring(0, BODY.indexOf("\"x\"")).getBytes(StandardCharsets.UTF_8).length;
		this.linkInBody = new NextLink(start, start + 3, "/v1/a?skip=1");
		StoredReport written = report(this.linkInBody, null, null);
		StoredReport read = this.format.read(KEY, this.format.write(written));
		assertThat(read.content().under(() -> "https://a").plain().body())
			.isEqualTo(written.content().under(() -> "https://a").plain().body())
			.asString(StandardCharsets.UTF_8)
			.contains("\"@nextLink\":\"https://a/v1/a?skip=1\"");
	}

	@Test
	void readWhenTheLinkIsNotTheOneInTheBodyFails() throws IOException {
		this.linkInBody = new NextLink(3, 6, "/v1/a?skip=1");
		for (NextLink wrong : Arrays.asList(null, new NextLink(3, 6, "@elsewhere.example/"),
				new NextLink(0, 6, "/v1/a"), new NextLink(-1, Integer.MAX_VALUE, "/v1/a?skip=1"))) {
			byte[] bytes = this.format.write(report(wrong, null, null));
			assertThatIOException().isThrownBy(() -> this.format.read(KEY, bytes));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x\r\nSet-Cookie: a=b", "\u0000", "ü", "\u007F" })
	void readWhenAHeaderCannotBeSentFails(String value) throws IOException {
		byte[] vector = this.format.write(report(null, value, null));
		assertThatIOException().isThrownBy(() -> this.format.read(KEY, vector));
		byte[] serverId = this.format.write(report(null, null, value));
		assertThatIOException().isThrownBy(() -> this.format.read(KEY, serverId));
	}

	@Test
	void readWhenAHeaderIsTooLongFails() throws IOException {
		byte[] bytes = this.format.write(report(null, "x".repeat(60_000), null));
		assertThatIOException().isThrownBy(() -> this.format.read(KEY, bytes));
	}

	@Test
	void readWhenTheBodyIsNoReportFails() throws IOException {
		byte[] bytes = this.format
			.write(StoredReport.of(Representations.of("<html>".getBytes(StandardCharsets.UTF_8)), null, null));
		assertThatIOException().isThrownBy(() -> this.format.read(KEY, bytes));
	}

	@Test
	void writeWhenTheLinkIsTooLongFails() {
		StoredReport page = report(new NextLink(1, 2, "/" + "x".repeat(70_000)), null, null);
		assertThatIOException().isThrownBy(() -> this.format.write(page));
	}

	@Test
	void readWhenCutShortFails() throws IOException {
		byte[] bytes = this.format.write(report(null, "L5ZgQgM04AOs7TI6.0", "101"));
		for (int length = 0; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.format.read(KEY, cut));
		}
	}

	@Test
	void readWhenBytesAreWrongFailsOrReadsThemButDoesNothingElse() throws IOException {
		Random random = new Random(7);
		this.linkInBody = new NextLink(1, 2, "/");
		byte[] bytes = this.format.write(report(this.linkInBody, "L5ZgQgM04AOs7TI6.0", "101"));
		int failures = 0;
		for (int i = 0; i < 2_000; i++) {
			byte[] wrong = bytes.clone();
			wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
			try {
				this.format.read(KEY, wrong);
			}
			catch (IOException ex) {
				failures++;
			}
		}
		assertThat(failures).isGreaterThan(1_000);
	}

	private static StoredReport report(@Nullable NextLink link, @Nullable String vector, @Nullable String serverId) {
		return StoredReport.of(new PartnerCenterResponse(BODY.getBytes(StandardCharsets.UTF_8), link,
				new ResponseIdentity(null, null, vector, serverId), Storability.FREE));
	}

}
