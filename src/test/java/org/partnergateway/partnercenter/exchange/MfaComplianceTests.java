package org.partnergateway.partnercenter.exchange;

import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.token.AccessToken;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MfaCompliance}.
 */
class MfaComplianceTests {

	private static final AccessToken FIRST = new AccessToken("first", Instant.MAX);

	private static final AccessToken SECOND = new AccessToken("second", Instant.MAX);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final MfaCompliance mfa = new MfaCompliance(true);

	@Test
	void oneCallWithEachTokenAsks() {
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		assertThat(this.mfa.isDue(FIRST)).as("while it is asked for").isFalse();
		answer(FIRST, 200, "true");
		assertThat(this.mfa.isDue(FIRST)).isFalse();
		assertThat(this.mfa.isDue(SECOND)).isTrue();
		assertThat(this.mfa.isCompliant()).as("until there is an answer about the next").isTrue();
		answer(SECOND, 200, "false");
		assertThat(this.mfa.isDue(SECOND)).isFalse();
		assertThat(this.mfa.isCompliant()).isFalse();
	}

	@Test
	void callThatIsNotAnsweredLeavesItToAnother() {
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		this.mfa.ended(FIRST);
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		this.mfa.answered(FIRST, reply(503, null), false);
		this.mfa.ended(FIRST);
		assertThat(this.mfa.isCompliant()).isNull();
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		answer(FIRST, 200, "true");
		assertThat(this.mfa.isDue(FIRST)).isFalse();
	}

	@Test
	void callThatFailsLeavesWhatIsKnown() {
		ask(FIRST, 200, "true");
		ask(SECOND, 500, null);
		assertThat(this.mfa.isCompliant()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "200, true, true", "200, false, false", "200, True, true", "200, ' FALSE ', false", "200, ,",
			"200, '',", "200, maybe,", "200, 1,", "404, true, true", "403, false, false", "503, false, false",
			"204, ," })
	void answerIsThatOfTheHeader(int status, @Nullable String header, @Nullable Boolean compliant) {
		ask(FIRST, status, header);
		assertThat(this.mfa.isCompliant()).isEqualTo(compliant);
		assertThat(MfaCompliance.read(reply(status, header))).isEqualTo(compliant);
		assertThat(this.mfa.isDue(FIRST)).isFalse();
	}

	@Test
	void successThatDoesNotSayEndsWhatWasKnownOfTheTokenBefore() {
		ask(FIRST, 200, "true");
		ask(SECOND, 200, null);
		assertThat(this.mfa.isCompliant()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "true", "false" })
	void refusalOfTheTokenSinceItShowsNoneCountsAsFalseWhateverTheHeaderSays(String header) {
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		this.mfa.answered(FIRST, reply(401, header.isEmpty() ? null : header), true);
		this.mfa.ended(FIRST);
		assertThat(this.mfa.isCompliant()).isFalse();
		assertThat(this.mfa.isDue(FIRST)).isFalse();
	}

	@Test
	void answerAboutAnOlderTokenDoesNotCount() {
		assertThat(this.mfa.isDue(FIRST)).isTrue();
		ask(SECOND, 200, "true");
		answer(FIRST, 200, "false");
		assertThat(this.mfa.isCompliant()).isTrue();
		assertThat(this.mfa.isDue(SECOND)).isFalse();
	}

	@Test
	void gaugeIsOneZeroOrNotANumber() {
		this.mfa.bindTo(this.registry);
		Gauge gauge = this.registry.get("partnercenter.mfa.compliant").gauge();
		assertThat(gauge.value()).isNaN();
		ask(FIRST, 200, "true");
		assertThat(gauge.value()).isOne();
		ask(SECOND, 200, "false");
		assertThat(gauge.value()).isZero();
		ask(FIRST, 200, null);
		assertThat(gauge.value()).isNaN();
	}

	@Test
	void tokensOfTheApplicationAloneAreNotAskedAboutAndHaveNoGauge() {
		MfaCompliance none = new MfaCompliance(false);
		assertThat(none.isDue(FIRST)).isFalse();
		assertThat(none.isDue(SECOND)).isFalse();
		none.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private void ask(AccessToken token, int status, @Nullable String header) {
		assertThat(this.mfa.isDue(token)).isTrue();
		answer(token, status, header);
	}

	private void answer(AccessToken token, int status, @Nullable String header) {
		this.mfa.answered(token, reply(status, header), false);
		this.mfa.ended(token);
	}

	private static Reply reply(int status, @Nullable String header) {
		HttpHeaders headers = new HttpHeaders();
		if (header != null) {
			headers.set("isMfaCompliant", header);
		}
		return new Reply(status, headers, new byte[0]);
	}

}
