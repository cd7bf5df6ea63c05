package org.partnergateway.consent.proof;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.consent.proof.Finding.State;
import org.partnergateway.consent.signin.SignedIn;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.token.AccessToken;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Proof}.
 */
class ProofTests {

	private static final String CUSTOMER = "99999999-8888-7777-6666-555555555555";

	private static final String DEPLOYMENT = "/v1/analytics/licenses/deployment";

	private static final String USAGE = "/v1/analytics/licenses/usage";

	private static final String COMMERCIAL_DEPLOYMENT = "/v1/analytics/commercial/deployment/license";

	private static final String COMMERCIAL_USAGE = "/v1/analytics/commercial/usage/license";

	private static final String CUSTOMER_DEPLOYMENT = "/v1/customers/" + CUSTOMER + "/analytics/licenses/deployment";

	private static final String CUSTOMER_USAGE = "/v1/customers/" + CUSTOMER + "/analytics/licenses/usage";

	private final Attempt attempt = new Attempt("1d",
			new SignedIn("n0nce", List.of("application"), Set.of("tenant"), "a-user", List.of("mfa")),
			new AccessToken("acc3ss", Instant.MAX), "r3fresh", Instant.MAX);

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	// By path, in the order in which they were asked for.
	private final List<String> paths = new CopyOnWriteArrayList<>();

	private final Map<String, Reply> replies = new HashMap<>();

	@Test
	void eachReportIsAskedForOnceAndTheCommercialOnesUnderBothPaths() {
		answer(COMMERCIAL_USAGE, 200, rows(CUSTOMER));
		Proof proof = prove();
		assertThat(this.paths).containsExactlyInAnyOrder(DEPLOYMENT, USAGE, COMMERCIAL_DEPLOYMENT,
				"/partner" + COMMERCIAL_DEPLOYMENT, COMMERCIAL_USAGE, "/partner" + COMMERCIAL_USAGE,
				CUSTOMER_DEPLOYMENT, CUSTOMER_USAGE);
		assertThat(proof.paths()).containsExactly(DEPLOYMENT, USAGE, COMMERCIAL_DEPLOYMENT,
				"/partner" + COMMERCIAL_DEPLOYMENT, COMMERCIAL_USAGE, "/partner" + COMMERCIAL_USAGE,
				CUSTOMER_DEPLOYMENT, CUSTOMER_USAGE);
		assertThat(this.calls).allSatisfy((call) -> {
			assertThat(call.token()).isEqualTo(this.attempt.access());
			assertThat(call.validatesMfa()).isTrue();
			assertThat(call.correlation().correlationId())
				.isEqualTo(this.calls.getFirst().correlation().correlationId());
		});
		assertThat(this.calls).extracting(Call::attemptId).doesNotHaveDuplicates();
		assertThat(this.calls.stream().filter((call) -> call.report().isCommercial()))
			.allSatisfy((call) -> assertThat(call.query().parameters()).isEqualTo("top=10"));
	}

	@Test
	void threeAreAskedForAtATime() {
		List<Sinks.One<Reply>> waiting = new ArrayList<>();
		ReportProbe probe = probe("", (asked) -> {
			Sinks.One<Reply> reply = Sinks.one();
			waiting.add(reply);
			return reply.asMono();
		});
		Proof.of(probe, this.attempt).subscribe().dispose();
		assertThat(waiting).hasSize(3);
	}

	@Test
	void customerIsTheFirstThatACommercialRowNames() {
		answer("/partner" + COMMERCIAL_DEPLOYMENT, 200, rows("", CUSTOMER.toUpperCase(Locale.ROOT), "x"));
		answer(COMMERCIAL_USAGE, 200, rows("00000000-8888-7777-6666-555555555555"));
		prove();
		assertThat(this.paths).hasSize(8).contains(CUSTOMER_DEPLOYMENT, CUSTOMER_USAGE);
	}

	@Test
	void idThatIsNoneIsPassedOver() {
		answer(COMMERCIAL_DEPLOYMENT, 200, rows("../../x", "<b>", "99999999-8888-7777-6666-55555555555"));
		answer(COMMERCIAL_USAGE, 200, rows("?", CUSTOMER));
		prove();
		assertThat(this.paths).hasSize(8).contains(CUSTOMER_DEPLOYMENT, CUSTOMER_USAGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"Value\":[],\"TotalCount\":0}", "{\"Value\":[{\"licensesSold\":1}],\"TotalCount\":1}",
			"{\"Value\":[{\"customerTenantId\":\"x\"}],\"TotalCount\":1}", "{\"Value\":[null,1,[]],\"TotalCount\":3}",
			"{\"Value\":[{\"customerTenantId\":{\"a\":1}}],\"TotalCount\":1}" })
	void customerReportsAreNotAskedForWithoutACustomer(String commercial) {
		for (String path : List.of(COMMERCIAL_DEPLOYMENT, COMMERCIAL_USAGE)) {
			answer(path, 200, commercial);
		}
		Proof proof = prove();
		assertThat(this.paths).hasSize(6);
		assertThat(proof.findings()).hasSize(8);
		assertThat(proof.findings().subList(6, 8)).extracting(Finding::state).containsOnly(State.UNASKED);
		assertThat(proof.findings().subList(6, 8)).extracting(Finding::report)
			.containsExactly("customer-deployment", "customer-usage");
		assertThat(proof.isEnough()).isTrue();
	}

	@Test
	void findingsSayWhatCameOfEach() {
		answer(DEPLOYMENT, 200, "{\"totalCount\":1,\"items\":[{\"customerName\":\"c\",\"licensesSold\":1}]}");
		answer(USAGE, 200, "{\"totalCount\":0,\"items\":[]}");
		answer(COMMERCIAL_DEPLOYMENT, 404, "{\"Message\":\"No route.\"}");
		answer("/partner" + COMMERCIAL_DEPLOYMENT, 200, rows(CUSTOMER));
		answer(COMMERCIAL_USAGE, 400, "{\"code\":\"400\"}");
		answer("/partner" + COMMERCIAL_USAGE, 503, "");
		answer(CUSTOMER_DEPLOYMENT, 403, "{\"code\":\"900150\"}");
		answer(CUSTOMER_USAGE, 401, "{\"code\":\"900420\"}");
		Proof proof = prove();
		assertThat(proof.findings()).extracting(Finding::state)
			.containsExactly(State.READABLE, State.EMPTY, State.NOT_FOUND, State.READABLE, State.REJECTED, State.FAILED,
					State.ROLE_MISSING, State.REFUSED);
		assertThat(proof.findings()).extracting(Finding::report)
			.containsExactly("partner-deployment", "partner-usage", "commercial-deployment", "commercial-deployment",
					"commercial-usage", "commercial-usage", "customer-deployment", "customer-usage");
		assertThat(proof.findings()).extracting(Finding::path).isEqualTo(proof.paths());
		assertThat(proof.findings().get(4).text()).endsWith("Partner Center's code is 400.");
		assertThat(proof.findings().get(5).text()).doesNotContain("code");
		assertThat(proof.findings().get(6).text()).contains("Admin agent").endsWith("Partner Center's code is 900150.");
		assertThat(proof.commercialPrefixes()).containsExactly("/partner");
		assertThat(proof.findings()).asString().doesNotContain("acc3ss", "r3fresh");
	}

	@Test
	void reportWhoseRowsTheGatewayDoesNotUnderstandIsEmpty() {
		answer(USAGE, 200, "{\"totalCount\":1,\"items\":[{\"unknown\":1}]}");
		assertThat(prove().findings().get(1).state()).isEqualTo(State.EMPTY);
	}

	@ParameterizedTest
	@CsvSource({ "200, 200, true, true", "200, 403, false, false", "403, 200, false, false", "401, 401, false, false",
			"503, 200, false, true", "200, 429, false, true", "503, 503, false, true", "503, 403, false, false",
			"404, 200, false, false", "400, 200, false, false" })
	void bothPartnerReportsHaveToBeRead(int deployment, int usage, boolean enough, boolean mayPass) {
		answer(DEPLOYMENT, deployment, (deployment == 200) ? report() : "");
		answer(USAGE, usage, (usage == 200) ? report() : "");
		for (String prefix : List.of("", "/partner")) {
			answer(prefix + COMMERCIAL_DEPLOYMENT, 503, "");
			answer(prefix + COMMERCIAL_USAGE, 403, "");
		}
		Proof proof = prove();
		assertThat(proof.isEnough()).isEqualTo(enough);
		assertThat(proof.mayPass()).isEqualTo(mayPass);
	}

	@Test
	void bodyThatIsNoReportMayPass() {
		answer(USAGE, 200, "<html>");
		Proof proof = prove();
		assertThat(proof.isEnough()).isFalse();
		assertThat(proof.mayPass()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ ",,", "true,, true", ", true, true", "false,, false", ", false, false", "true, false, false",
			"false, true, false", "true, true, true" })
	void mfaIsFalseIfOneAnswerSaysSo(@Nullable String first, @Nullable String last, @Nullable Boolean mfa) {
		this.replies.put(DEPLOYMENT, reply(200, report(), first));
		this.replies.put("/partner" + COMMERCIAL_USAGE, reply(403, "", last));
		assertThat(prove().mfa()).isEqualTo(mfa);
	}

	@Test
	void prefixesAreThoseUnderWhichOneOfTheTwoIsRead() {
		answer(COMMERCIAL_DEPLOYMENT, 404, "");
		answer("/partner" + COMMERCIAL_DEPLOYMENT, 403, "");
		answer(COMMERCIAL_USAGE, 200, rows());
		answer("/partner" + COMMERCIAL_USAGE, 200, rows());
		assertThat(prove().commercialPrefixes()).containsExactly("", "/partner");
		answer(COMMERCIAL_USAGE, 404, "");
		answer("/partner" + COMMERCIAL_USAGE, 404, "");
		assertThat(prove().commercialPrefixes()).isEmpty();
	}

	@Test
	void prefixThatIsConfiguredComesFirst() {
		Proof proof = Objects.requireNonNull(Proof.of(probe("/other", this::reply), this.attempt).block());
		assertThat(proof.paths()).containsExactly(DEPLOYMENT, USAGE, "/other" + COMMERCIAL_DEPLOYMENT,
				COMMERCIAL_DEPLOYMENT, "/other" + COMMERCIAL_USAGE, COMMERCIAL_USAGE);
	}

	private Proof prove() {
		return Objects.requireNonNull(Proof.of(probe("", this::reply), this.attempt).block());
	}

	private ReportProbe probe(String configured, Answer answer) {
		return new ReportProbe(configured, (prefix) -> (call) -> {
			String target = call.query().target();
			String path = prefix + target.replaceFirst("\\?.*", "");
			this.calls.add(call);
			this.paths.add(path);
			return answer.to(new Asked(call, path));
		}, new PartnerCenterErrors(InstantSource.system(), false),
				new ApiLinks(List.of(URI.create("https://api.example.com")), ""));
	}

	private Mono<Reply> reply(Asked asked) {
		Reply reply = this.replies.get(asked.path());
		return Mono
			.just((reply != null) ? reply : reply(200, asked.call().report().isCommercial() ? rows() : report(), null));
	}

	private void answer(String path, int status, String body) {
		this.replies.put(path, reply(status, body, null));
	}

	private static String report() {
		return "{\"totalCount\":0,\"items\":[]}";
	}

	private static String rows(String... customers) {
		return "{\"Value\":[%s],\"TotalCount\":%d}".formatted(String.join(",",
				List.of(customers)
					.stream()
					.map("{\"licensesSold\":1,\"customerTenantId\":\"%s\"}"::formatted)
					.toList()),
				customers.length);
	}

	private static Reply reply(int status, String body, @Nullable String compliant) {
		HttpHeaders headers = new HttpHeaders();
		if (compliant != null) {
			headers.set("isMfaCompliant", compliant);
		}
		return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
	}

	@FunctionalInterface
	private interface Answer {

		Mono<Reply> to(Asked asked);

	}

	private record Asked(Call call, String path) {
	}

}
