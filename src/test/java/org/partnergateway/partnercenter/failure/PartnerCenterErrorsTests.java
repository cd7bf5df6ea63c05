package org.partnergateway.partnercenter.failure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.outbound.Obstacles;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.InterruptedReplyException;
import org.partnergateway.partnercenter.exchange.MalformedReportException;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.TokenFailures;
import org.partnergateway.token.request.TokenException.Kind;
import org.partnergateway.token.request.TokenException;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PartnerCenterErrors}.
 */
class PartnerCenterErrorsTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:49:37Z");

	private final PartnerCenterErrors errors = new PartnerCenterErrors(InstantSource.fixed(NOW), false);

	private static final ReportQuery OF_CUSTOMER = ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE,
			"11111111-2222-4333-8444-555555555555");

	private static final List<ReportQuery> ABOUT_A_CUSTOMER = List.of(OF_CUSTOMER,
			commercial("filter=customerTenantId%20eq%20'11111111-2222-4333-8444-555555555555'"));

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "400, Rejected, NEVER", "401, Credentials, NEVER", "402, Rejected, NEVER", "403, Credentials, NEVER",
			"404, Rejected, NEVER", "408, Unavailable, AS_SAME", "409, Rejected, NEVER", "429, Throttled, NEVER",
			"499, Rejected, NEVER", "500, Unavailable, AS_NEW", "501, Unavailable, NEVER", "502, Unavailable, AS_NEW",
			"503, Unavailable, AS_NEW", "504, Unavailable, AS_NEW", "505, Unavailable, NEVER",
			"599, Unavailable, NEVER", "201, Malformed, NEVER", "204, Malformed, NEVER", "301, Malformed, NEVER",
			"302, Malformed, NEVER" })
	void toldKnowsEachStatus(int status, String type, Repeat repeat) {
		PartnerCenterException failure = told(status, "");
		assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
		assertThat(failure.failure().repeat()).isEqualTo(repeat);
		assertThat(failure.retryAfter()).isNull();
		assertThat(failure.getMessage()).endsWith(".");
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 503 })
	void toldWhenRetryAfterIsGivenKeepsIt(int status) {
		this.headers.set("Retry-After", "57");
		assertThat(told(status, "").retryAfter()).isEqualTo(Duration.ofSeconds(57));
		assertThat(told(status, "").failure().repeat()).isNotEqualTo(Repeat.NEVER);
	}

	@Test
	void toldWhenRetryAfterIsDateReckonsFromNow() {
		this.headers.set("Retry-After", "Sat, 21 Nov 2026 08:50:07 GMT");
		assertThat(told(429, "").retryAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@CsvSource({ "403, 20002", "403, 1002", "400, 3000", "403, 3000", "404, 3000", "409, 3000", "410, 3000",
			"422, 3000" })
	void toldWhenPartnerCenterClosesACustomerPassesItsWordOn(int status, String code) {
		for (ReportQuery query : ABOUT_A_CUSTOMER) {
			for (String form : List.of("{\"code\":%s,\"description\":\"d\"}",
					"\uFEFF{\"Code\":\"%s\",\"Description\":\"d\"}")) {
				PartnerCenterException failure = told(query, "en-US", status, form.formatted(code));
				assertThat(failure).isInstanceOf(PartnerCenterException.CustomerForbidden.class);
				assertThat(failure.code()).isEqualTo(code);
				assertThat(failure.description()).isEqualTo("d");
				assertThat(((PartnerCenterException.Answer) failure).displaces()).isFalse();
			}
		}
		assertThat(told(status, "{\"code\":%s}".formatted(code))).isNotInstanceOf(PartnerCenterException.Answer.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 422 })
	void toldWhenWhatACallerChoseIsRejectedPassesThatOn(int status) {
		String body = "{\"code\":\"800002\",\"description\":\"d\"}";
		ReportQuery usage = ReportQuery.of(LicenseReport.PARTNER_USAGE);
		List<ReportQuery> chosen = List.of(OF_CUSTOMER, commercial("top=5"), commercial("groupby=channel"));
		chosen.forEach((query) -> assertThat(told(query, "en-US", status, body))
			.isInstanceOf(PartnerCenterException.QuestionRejected.class));
		assertThat(told(usage, "es-CO", status, body)).isInstanceOf(PartnerCenterException.QuestionRejected.class)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("800002"));
		assertThat(told(usage, "en-US", status, body)).isInstanceOf(PartnerCenterException.Rejected.class);
		assertThat(told(commercial(null), "en-US", status, body)).isInstanceOf(PartnerCenterException.Rejected.class);
		for (String nobodysWord : List.of("", "<html>", "{\"message\":\"x\"}", "{\"code\":null}")) {
			assertThat(told(OF_CUSTOMER, "es-CO", status, nobodysWord))
				.isInstanceOf(PartnerCenterException.Rejected.class);
		}
	}

	@Test
	void toldWhenNotFoundTakesPartnerCentersWordAlone() {
		assertThat(told(OF_CUSTOMER, "en-US", 404, "{\"code\":60003}"))
			.isInstanceOfSatisfying(PartnerCenterException.NotFound.class, (e) -> assertThat(e.displaces()).isTrue());
		assertThat(told(OF_CUSTOMER, "en-US", 404, "{\"code\":\"1000\"}"))
			.isInstanceOfSatisfying(PartnerCenterException.NotFound.class, (e) -> assertThat(e.displaces()).isTrue());
		assertThat(told(OF_CUSTOMER, "en-US", 404, "{\"code\":\"5005\"}"))
			.isInstanceOfSatisfying(PartnerCenterException.NotFound.class, (e) -> assertThat(e.displaces()).isFalse());
		for (String nobodysWord : List.of("", "<html><h1>404</h1></html>", "{\"Message\":\"No such route.\"}",
				"{\"statusCode\":404,\"message\":\"Resource not found\"}", "[]")) {
			assertThat(told(OF_CUSTOMER, "en-US", 404, nobodysWord))
				.isInstanceOf(PartnerCenterException.Rejected.class);
		}
	}

	@ParameterizedTest
	@CsvSource({ "400, , QUESTION_AS_ASKED", "404, , QUESTION_AS_ASKED", "204, , QUESTION_AS_ASKED",
			"302, , QUESTION_AS_ASKED", "429, , EVERYTHING", "500, , QUESTION", "503, , QUESTION", "408, , QUESTION",
			"403, 900329, EVERYTHING", "403, 900309, EVERYTHING", "403, 90000, EVERYTHING", "403, 900150, REPORT",
			"403, 2032, REPORT", "403, 900308, REPORT", "403, 4711, QUESTION", "403, , QUESTION" })
	void toldKnowsWhoseFailureItIs(int status, String code, FailureScope scope) {
		String body = (code != null) ? "{\"code\":%s}".formatted(code) : "";
		assertThat(told(OF_CUSTOMER, "en-US", status, body).scope()).isEqualTo(scope);
	}

	@Test
	void toldWhenNobodyChoseWhatIsForbiddenClosesTheReport() {
		assertThat(told(403, "").scope()).isEqualTo(FailureScope.REPORT);
	}

	@Test
	void toldWhenAppOnlyIsRefusedSaysWhatToSet() {
		PartnerCenterException byCode = told(403, "{\"code\":\"900329\",\"description\":\"no\"}");
		assertThat(byCode).hasMessageContaining("partner-center.token.grant").hasMessageContaining("refresh-token");
		PartnerCenterException byGrant = new PartnerCenterErrors(InstantSource.fixed(NOW), true)
			.told(call(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US"), reply(403, ""));
		assertThat(byGrant).hasMessageContaining("partner-center.token.grant");
		assertThat(told(403, "{\"code\":\"2032\"}")).hasMessageNotContaining("partner-center.token.grant")
			.hasMessageContaining("role");
	}

	@ParameterizedTest
	@CsvSource({ "401, 900421, multi-factor authentication", "401, 900420, audience",
			"401, 800001, permissions of the application", "401, , permissions of the application",
			"403, 900329, partner-center.token.grant", "403, 900309, Conditional Access",
			"403, 90000, conditions of the sign-in", "403, 900150, role", "403, 2032, role", "403, 900308, role",
			"403, 1, role", "403, , role" })
	void toldSaysWhatToDoAboutEachRefusal(int status, String code, String remedy) {
		assertThat(told(status, "{\"code\":\"%s\"}".formatted(code))).hasMessageContaining(remedy);
	}

	@Test
	void toldWhenTheSignInsConditionsAreAtFaultDoesNotBlameTheGrant() {
		PartnerCenterException failure = new PartnerCenterErrors(InstantSource.fixed(NOW), true)
			.told(call(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US"), reply(403, "{\"code\":900309}"));
		assertThat(failure).hasMessageContaining("address of the machine")
			.hasMessageNotContaining("partner-center.token.grant");
	}

	@Test
	void toldKeepsWhatPartnerCenterSaidAndItsIds() {
		this.headers.set("MS-RequestId", "r");
		PartnerCenterException failure = told(400,
				"\uFEFF{\"code\":2000,\"description\":\"bad\\r\\nforged\",\"data\":[]}");
		assertThat(failure.code()).isEqualTo("2000");
		assertThat(failure.description()).isEqualTo("bad  forged");
		assertThat(failure.getMessage()).doesNotContain("forged");
		assertThat(failure.failure().identity().requestId()).isEqualTo("r");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "\"x\"", "<html>", "{", "{\"message\":\"x\"}", "{\"code\":null}",
			"{\"code\":{},\"description\":[]}", "{\"code\":true,\"description\":false}",
			"{\"statusCode\":429,\"message\":\"Rate limit\"}", "{\"code\":\" \"}" })
	void toldWhenBodySaysNothingHasNeitherCodeNorDescription(String body) {
		PartnerCenterException failure = told(500, body);
		assertThat(failure.code()).isNull();
		assertThat(failure.description()).isNull();
	}

	@Test
	void toldWhenCodeSaysNothingKeepsTheDescription() {
		PartnerCenterException failure = told(500, "{\"code\":{},\"description\":\"d\"}");
		assertThat(failure.code()).isNull();
		assertThat(failure.description()).isEqualTo("d");
	}

	@Test
	void toldWhenBodyIsLongCutsIt() {
		PartnerCenterException failure = told(500,
				"{\"Code\":\"%s\",\"Description\":\"%s\"}".formatted("c".repeat(65), "d".repeat(501)));
		assertThat(failure.code()).hasSize(64);
		assertThat(failure.description()).hasSize(500);
	}

	@Test
	void malformedSaysWhatIsWrong() {
		assertThat(this.errors.malformed(reply(200, ""), new MalformedReportException("it is empty")))
			.isInstanceOf(PartnerCenterException.Malformed.class)
			.hasMessageContaining("it is empty");
	}

	@Test
	void metWhenKnownKeepsIt() {
		PartnerCenterException known = told(500, "");
		assertThat(this.errors.met(known)).isSameAs(known);
	}

	@Test
	void metWhenNotConnectedIsUnavailable() {
		PartnerCenterException failure = this.errors.met(new IOException("refused 10.0.0.1"));
		assertThat(failure).isInstanceOf(PartnerCenterException.Unavailable.class)
			.hasMessageNotContaining("10.0.0.1")
			.hasRootCauseMessage("refused 10.0.0.1");
		assertThat(failure.failure().repeat()).isEqualTo(Repeat.AS_SAME);
	}

	@Test
	void metWhenAProxyIsInTheWaySaysSo() {
		PartnerCenterException refused = this.errors.met(new IllegalStateException(Obstacles.refusal(407)));
		assertThat(refused).isInstanceOf(PartnerCenterException.Unavailable.class)
			.hasMessageStartingWith("The proxy wants a user and a password")
			.hasMessageNotContaining("contoso");
		assertThat(refused.failure().repeat()).isEqualTo(Repeat.NEVER);
		PartnerCenterException gone = this.errors.met(Obstacles.absence());
		assertThat(gone).hasMessageStartingWith("The proxy cannot be reached");
		assertThat(gone.failure().repeat()).isEqualTo(Repeat.AS_SAME);
	}

	@ParameterizedTest
	@CsvSource({ "407, NEVER", "403, NEVER", "503, AS_NEW" })
	void metWhenAProxyIsInTheWayToTheTokenEndpointRepeatsWhatMayHeal(int status, Repeat repeat) {
		PartnerCenterException failure = this.errors.met(TokenFailures.of(Obstacles.refusal(status)));
		assertThat(failure.failure().repeat()).isEqualTo(repeat);
	}

	@Test
	void metWhenAProxyIsInTheWayToTheTokenEndpointSaysSo() {
		assertThat(this.errors.met(TokenFailures.of(Obstacles.refusal(503))))
			.isInstanceOf(PartnerCenterException.Unavailable.class)
			.hasMessageContaining("The proxy refuses to open a connection (status 503)")
			.hasMessageNotContaining("contoso");
	}

	@Test
	void metWhenSlowIsTimedOut() {
		assertThat(this.errors.met(new TimeoutException())).isInstanceOf(PartnerCenterException.TimedOut.class);
		assertThat(this.errors.met(new IllegalStateException(ReadTimeoutException.INSTANCE)))
			.isInstanceOf(PartnerCenterException.TimedOut.class);
		assertThat(this.errors.met(new IllegalStateException(new TimeoutException())))
			.isInstanceOf(PartnerCenterException.TimedOut.class);
		PartnerCenterException inBody = this.errors
			.met(new InterruptedReplyException(ResponseIdentity.NONE, ReadTimeoutException.INSTANCE));
		assertThat(inBody).isInstanceOf(PartnerCenterException.TimedOut.class);
		assertThat(inBody.failure().repeat()).isEqualTo(Repeat.AS_SAME);
	}

	@ParameterizedTest
	@CsvSource({ "REFUSED, Credentials, NEVER, ", "LOCAL, Credentials, NEVER, ",
			"REFUSED_BY_PARTNER_CENTER, Credentials, NEVER, ", "THROTTLED, Unavailable, AS_NEW, PT57S",
			"UNAVAILABLE, Unavailable, AS_NEW, PT58S", "MALFORMED, Malformed, NEVER, ",
			"TIMED_OUT, TimedOut, AS_NEW, " })
	void metWhenThereIsNoTokenKnowsEachReason(Kind kind, String type, Repeat repeat, Duration retryAfter) {
		TokenException reason = TokenFailures.of(kind);
		PartnerCenterException failure = this.errors.met(reason);
		assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
		assertThat(failure.failure().repeat()).isEqualTo(repeat);
		assertThat(failure.retryAfter()).isEqualTo(retryAfter);
		assertThat(failure).hasCause(reason)
			.hasMessageContaining((reason.remedy() != null) ? reason.remedy() : "The token endpoint")
			.hasMessageNotContaining("10.0.0.1")
			.hasMessageNotContaining("/run/secrets");
	}

	@Test
	void metWhenCutShortIsMalformedAndMayHeal() {
		PartnerCenterException failure = this.errors
			.met(new InterruptedReplyException(ResponseIdentity.NONE, new IOException("reset")));
		assertThat(failure).isInstanceOf(PartnerCenterException.Malformed.class).hasMessageContaining("cut short");
		assertThat(failure.failure().repeat()).isEqualTo(Repeat.AS_SAME);
	}

	@Test
	void metWhenCodingIsBrokenIsMalformedForGood() {
		PartnerCenterException failure = this.errors
			.met(new InterruptedReplyException(ResponseIdentity.NONE, new IllegalStateException("gzip")));
		assertThat(failure).isInstanceOf(PartnerCenterException.Malformed.class);
		assertThat(failure.failure().repeat()).isEqualTo(Repeat.NEVER);
	}

	@Test
	void metWhenTooLargeIsMalformed() {
		assertThat(this.errors
			.met(new InterruptedReplyException(ResponseIdentity.NONE, new DataBufferLimitException("limit"))))
			.isInstanceOf(PartnerCenterException.Malformed.class)
			.hasMessageContaining("10 MB");
	}

	@Test
	void leftAloneIsUnavailableExceptForThrottling() {
		Duration delay = Duration.ofSeconds(7);
		assertThat(told(403, "").leftAlone(delay)).isInstanceOf(PartnerCenterException.Unavailable.class)
			.hasMessageContaining("left alone")
			.hasMessageContaining("role")
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(delay));
		assertThat(told(429, "").leftAlone(delay)).isInstanceOf(PartnerCenterException.Throttled.class)
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(delay));
		assertThat(told(500, "").leftAlone(delay)).isInstanceOf(PartnerCenterException.Unavailable.class)
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(delay));
	}

	@Test
	void toldAgainSaysWhenWhereThatIsPartOfTheAnswer() {
		Duration delay = Duration.ofSeconds(7);
		assertThat(told(500, "").told(delay).retryAfter()).isEqualTo(delay);
		assertThat(told(429, "").told(delay).retryAfter()).isEqualTo(delay);
		PartnerCenterException rejected = told(400, "");
		assertThat(rejected.told(delay)).isSameAs(rejected);
	}

	private PartnerCenterException told(int status, String body) {
		return told(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US", status, body);
	}

	private PartnerCenterException told(ReportQuery query, String locale, int status, String body) {
		return this.errors.told(call(query, locale), reply(status, body));
	}

	private static Call call(ReportQuery query, String locale) {
		return Call.of(query, Correlation.generated(locale), false);
	}

	private static ReportQuery commercial(@Nullable String query) {
		return ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, query);
	}

	private Reply reply(int status, String body) {
		return new Reply(status, this.headers, body.getBytes(StandardCharsets.UTF_8));
	}

}
