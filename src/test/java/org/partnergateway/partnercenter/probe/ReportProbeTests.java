package org.partnergateway.partnercenter.probe;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.channel.Pauses;
import org.partnergateway.partnercenter.channel.ThrottleChannel;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.probe.Probed.Verdict;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessToken;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportProbe}.
 */
class ReportProbeTests {

	private static final String REPORT = "{\"totalCount\":1,\"items\":[{}]}";

	private static final ReportQuery OF_PARTNER = ReportQuery.of(LicenseReport.PARTNER_USAGE);

	private static final ReportQuery OF_CUSTOMER = ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE,
			"11111111-2222-4333-8444-555555555555");

	private static final ReportQuery COMMERCIAL = ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, "top=10");

	private final AccessToken token = new AccessToken("t0ken", Instant.MAX);

	private final Correlation correlation = Correlation.generated("en-US");

	private final List<String> prefixes = new ArrayList<>();

	private final List<Call> calls = new ArrayList<>();

	private Instant now = Instant.parse("2026-11-25T12:00:00Z");

	private final Pauses pauses = new Pauses(() -> this.now);

	private Supplier<Mono<Reply>> answer = Mono::never;

	@Test
	void askAsksOnceWithTheGivenTokenAndHasItsMfaValidated() {
		reply(200, REPORT, null);
		ask(COMMERCIAL, "/partner");
		assertThat(this.prefixes).containsExactly("/partner");
		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.query()).isEqualTo(COMMERCIAL);
			assertThat(call.token()).isEqualTo(this.token);
			assertThat(call.correlation()).isEqualTo(this.correlation);
			assertThat(call.validatesMfa()).isTrue();
			assertThat(call.probe()).isTrue();
		});
	}

	@Test
	void reportIsRead() {
		reply(200, "\uFEFF" + REPORT, "true");
		Probed probed = ask(OF_PARTNER, "");
		assertThat(probed.report()).isEqualTo(LicenseReport.PARTNER_USAGE);
		assertThat(probed.prefix()).isEmpty();
		assertThat(probed.verdict()).isEqualTo(Verdict.READ);
		assertThat(probed.code()).isNull();
		assertThat(probed.message()).isNull();
		assertThat(probed.mfa()).isTrue();
		assertThat(Objects.requireNonNull(probed.body())).asString(StandardCharsets.UTF_8).isEqualTo(REPORT);
	}

	@ParameterizedTest
	@CsvSource({ "401, 800001, REFUSED", "401, 900421, REFUSED", "401, 900420, REFUSED", "401,, REFUSED",
			"403, 900309, REFUSED", "403, 90000, REFUSED", "403, 900329, REFUSED", "403, 900150, ROLE_MISSING",
			"403, 2032, ROLE_MISSING", "403,, ROLE_MISSING", "403, 999, ROLE_MISSING" })
	void refusalIsThatOfTheTokenOrOfTheRole(int status, @Nullable String code, Verdict verdict) {
		reply(status, body(code), "false");
		Probed probed = ask(OF_PARTNER, "");
		assertThat(probed.verdict()).isEqualTo(verdict);
		assertThat(probed.code()).isEqualTo(code);
		assertThat(probed.message()).endsWith(".").doesNotContain("t0ken", "s3cret");
		assertThat(probed.mfa()).isFalse();
		assertThat(probed.body()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "1000", "60003", "''", "999" })
	void notFoundIsSoWithAndWithoutACode(String code) {
		reply(404, body(code), null);
		for (ReportQuery query : List.of(OF_PARTNER, OF_CUSTOMER, COMMERCIAL)) {
			Probed probed = ask(query, "");
			assertThat(probed.verdict()).isEqualTo(Verdict.NOT_FOUND);
			assertThat(probed.code()).isEqualTo(code.isEmpty() ? null : code);
			assertThat(probed.message()).endsWith(".");
			assertThat(probed.mfa()).isNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "400, 400", "400,", "402,", "409, 3000", "410,", "422, 2000" })
	void otherRefusalsAreRejections(int status, @Nullable String code) {
		reply(status, body(code), null);
		for (ReportQuery query : List.of(OF_PARTNER, OF_CUSTOMER, COMMERCIAL)) {
			Probed probed = ask(query, "");
			assertThat(probed.verdict()).isEqualTo(Verdict.REJECTED);
			assertThat(probed.code()).isEqualTo(code);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "20002", "1002", "3000" })
	void customerThatIsClosedIsARejectionAndNoRefusalOfTheRole(String code) {
		reply(403, body(code), "true");
		Probed probed = ask(OF_CUSTOMER, "");
		assertThat(probed.verdict()).isEqualTo(Verdict.REJECTED);
		assertThat(probed.code()).isEqualTo(code);
		assertThat(probed.mfa()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 204, 302, 408, 429, 500, 501, 502, 503, 504 })
	void statusThatSaysNothingAboutTheConsentIsAFailure(int status) {
		reply(status, "", "true");
		Probed probed = ask(OF_PARTNER, "");
		assertThat(probed.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(probed.message()).endsWith(".");
		assertThat(probed.mfa()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>s3cret</html>", "{}", "{\"items\":{}}", "{\"totalCount\":1}", REPORT + "x" })
	void bodyThatIsNoReportIsAFailure(String body) {
		reply(200, body, "true");
		Probed probed = ask(OF_PARTNER, "");
		assertThat(probed.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(probed.message()).contains("no report").doesNotContain("s3cret");
		assertThat(probed.mfa()).isTrue();
		assertThat(probed.body()).isNull();
	}

	@Test
	void noAnswerIsAFailure() {
		for (Throwable failure : List.of(new TimeoutException(), new IOException("10.0.0.1"),
				new IllegalStateException("10.0.0.1"))) {
			this.answer = () -> Mono.error(failure);
			Probed probed = ask(OF_PARTNER, "");
			assertThat(probed.verdict()).isEqualTo(Verdict.FAILED);
			assertThat(probed.message()).endsWith(".").doesNotContain("10.0.0.1");
			assertThat(probed.code()).isNull();
			assertThat(probed.mfa()).isNull();
		}
		this.answer = () -> {
			throw new IllegalStateException("at once");
		};
		assertThat(ask(OF_PARTNER, "").verdict()).isEqualTo(Verdict.FAILED);
	}

	@Test
	void nothingIsSentDuringAPauseThatPartnerCenterAskedFor() {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, "60");
		this.answer = () -> Mono.just(new Reply(429, headers, new byte[0]));
		assertThat(ask(OF_PARTNER, "").verdict()).isEqualTo(Verdict.FAILED);
		reply(200, REPORT, null);
		this.now = this.now.plusSeconds(59);
		Probed probed = ask(OF_PARTNER, "");
		assertThat(probed.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(probed.message()).contains("fewer requests");
		assertThat(this.calls).hasSize(1);
		assertThat(this.pauses.left()).isEqualTo(Duration.ofSeconds(1));
		this.now = this.now.plusSeconds(1);
		assertThat(ask(OF_PARTNER, "").verdict()).isEqualTo(Verdict.READ);
	}

	@ParameterizedTest
	@CsvSource({ "'', '', /partner", "/partner, /partner, ''", "/other, /other, ''" })
	void prefixesAreTheConfiguredOneAndAnother(String configured, String first, String second) {
		assertThat(probe(configured).prefixes()).containsExactly(first, second);
	}

	private void reply(int status, String body, @Nullable String compliant) {
		HttpHeaders headers = new HttpHeaders();
		if (compliant != null) {
			headers.set("isMfaCompliant", compliant);
		}
		this.answer = () -> Mono.just(new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8)));
	}

	private static String body(@Nullable String code) {
		return (code == null || code.isEmpty()) ? "{\"Message\":\"s3cret\"}"
				: "{\"code\":\"%s\",\"description\":\"s3cret\"}".formatted(code);
	}

	private Probed ask(ReportQuery query, String prefix) {
		return Objects.requireNonNull(probe("").ask(query, prefix, this.token, this.correlation).block());
	}

	private ReportProbe probe(String configured) {
		return new ReportProbe(configured, (prefix) -> {
			this.prefixes.add(prefix);
			return new ThrottleChannel((call) -> {
				this.calls.add(call);
				return this.answer.get();
			}, this.pauses, () -> this.now);
		}, new PartnerCenterErrors(() -> this.now, false),
				new ApiLinks(List.of(URI.create("https://api.example.com")), ""));
	}

}
