package org.partnergateway.licenses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.NextLink;
import org.partnergateway.partnercenter.PartnerCenterResponse;
import org.partnergateway.partnercenter.Storability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReportFormat}.
 */
class ReportFormatTests {

	private static final String BODY = "{\"Value\":[\"Müller 東京\"],\"@nextLink\":\"x\"}";

	private final ReportFormat format = new ReportFormat();

	@Test
	void readWhenWrittenIsTheSameReport() throws IOException {
		StoredReport written = report(null, "L5ZgQgM04AOs7TI6.0", "101");
		StoredReport read = this.format.read(this.format.write(written));
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
		StoredReport read = this.format.read(this.format.write(report(null, null, null)));
		assertThat(read.vector()).isNull();
		assertThat(read.serverId()).isNull();
	}

	@Test
	void readWhenPageWasWrittenLinksAsItDid() throws IOException {
		int start = BODY.substring(0, BODY.indexOf("\"x\"")).getBytes(StandardCharsets.UTF_8).length;
		StoredReport written = report(new NextLink(start, start + 3, "/v1/a?skip=1"), null, null);
		StoredReport read = this.format.read(this.format.write(written));
		assertThat(read.content().under(() -> "https://a").plain().body())
			.isEqualTo(written.content().under(() -> "https://a").plain().body())
			.asString(StandardCharsets.UTF_8)
			.contains("\"@nextLink\":\"https://a/v1/a?skip=1\"");
	}

	@Test
	void readWhenCutShortFails() {
		byte[] bytes = this.format.write(report(null, "L5ZgQgM04AOs7TI6.0", "101"));
		for (int length = 0; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.format.read(cut));
		}
	}

	@Test
	void readWhenBytesAreWrongFailsOrReadsThemButDoesNothingElse() {
		Random random = new Random(7);
		byte[] bytes = this.format.write(report(new NextLink(1, 2, "/"), "L5ZgQgM04AOs7TI6.0", "101"));
		int failures = 0;
		for (int i = 0; i < 2_000; i++) {
			byte[] wrong = bytes.clone();
			wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
			try {
				this.format.read(wrong);
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
