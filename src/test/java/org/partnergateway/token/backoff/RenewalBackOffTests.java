package org.partnergateway.token.backoff;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenFailures;
import org.partnergateway.token.ManualSource;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.TokenException.Kind;
import org.partnergateway.token.request.TokenException;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for how {@link AccessTokens} leaves a token endpoint alone that gave no token.
 */
class RenewalBackOffTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	private final TokenException refused = TokenException.refused(400, "invalid_grant", "AADSTS700082");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, Duration.ofSeconds(20),
			this.time);

	static Stream<TokenException> transientFailures() {
		return Stream.of(TokenException.unavailable(503, null), TokenException.throttled(429, null),
				TokenException.unavailable(new IOException("refused")),
				TokenException.timedOut(new TimeoutException()));
	}

	static Stream<TokenException> lastingFailures() {
		return Stream.of(TokenException.refused(400, "invalid_grant", null),
				TokenException.refused(401, "invalid_client", null), TokenException.local("No file.", "Put it there."),
				TokenException.malformed("nothing"));
	}

	@ParameterizedTest
	@MethodSource("transientFailures")
	void transientFailuresLeaveTheEndpointAloneForUpToHalfAMinute(TokenException failure) {
		assertDelays(failure, 1, 2, 4, 8, 16, 30, 30);
	}

	@ParameterizedTest
	@MethodSource("lastingFailures")
	void lastingFailuresLeaveTheEndpointAloneForUpToFiveMinutes(TokenException failure) {
		assertDelays(failure, 5, 10, 20, 40, 80, 160, 300, 300);
	}

	@ParameterizedTest
	@CsvSource({ "PT1S, PT1S", "PT17S, PT17S", "PT1H, PT1H", "PT0S, PT1S", "P365D, P1D" })
	void endpointIsLeftAloneForAsLongAsItAskedWithinReason(Duration asked, Duration given) {
		assertThat(failureOf(fail(TokenException.throttled(429, asked))).retryAfter()).isEqualTo(given);
		this.time.advanceTimeBy(given.minus(MILLISECOND));
		assertThat(this.tokens.current()).isCompletedExceptionally();
		this.time.advanceTimeBy(MILLISECOND);
		assertThat(this.tokens.current()).isNotDone();
	}

	@Test
	void currentWhenLeftAloneFailsInTheSameWayWithTheTimeLeft() {
		var _ = fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		TokenException failure = failureOf(this.tokens.current());
		assertThat(failure).hasMessage(this.refused.getMessage());
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
		assertThat(failure.error()).isEqualTo("invalid_grant");
		assertThat(failure.detailCode()).isEqualTo("AADSTS700082");
		assertThat(failure.remedy()).isEqualTo(this.refused.remedy());
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.source.count()).isOne();
	}

	@Test
	void currentWhenLeftAloneKeepsTheCause() {
		IOException cause = new IOException("refused");
		var _ = fail(TokenException.unavailable(cause));
		assertThat(failureOf(this.tokens.current())).hasCause(cause);
	}

	@Test
	void currentWhenTheDelayEndsMakesOneRequestForAll() {
		var _ = fail(this.refused);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		CompletableFuture<AccessToken> first = this.tokens.current();
		CompletableFuture<AccessToken> second = this.tokens.current();
		this.source.issue("a", HOUR);
		assertThat(first.join().value()).isEqualTo("a");
		assertThat(second.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void successForgetsTheFailures() {
		assertDelays(this.refused, 5, 10, 20);
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue("a", HOUR);
		TokenFailures.discard(this.tokens, future.join());
		assertThat(failureOf(fail(this.refused)).retryAfter()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void failureWhileATokenIsInUseLeavesNobodyAlone() {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue("a", HOUR);
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		this.source.fail(this.refused);
		TokenFailures.discard(this.tokens, future.join());
		assertThat(this.tokens.current()).isNotDone();
		assertThat(this.source.count()).isEqualTo(3);
	}

	@Test
	void failureOfARenewalAheadWhoseTokenWasDiscardedMeanwhileCounts() {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue("a", HOUR);
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		TokenFailures.discard(this.tokens, future.join());
		this.source.fail(this.refused);
		assertThat(this.tokens.current()).isCompletedExceptionally();
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void clockThatIsSetBackEndsTheDelay() {
		RenewalBackOff backOff = new RenewalBackOff();
		Instant start = Instant.parse("2026-11-21T08:49:37Z");
		backOff.failed(this.refused, start);
		assertThat(backOff.refusal(start)).isNotNull();
		assertThat(backOff.refusal(start.minusMillis(1))).isNull();
	}

	private void assertDelays(TokenException failure, int... seconds) {
		for (int delay : seconds) {
			int before = this.source.count();
			assertThat(failureOf(fail(failure)).retryAfter()).isEqualTo(Duration.ofSeconds(delay));
			this.time.advanceTimeBy(Duration.ofSeconds(delay).minus(MILLISECOND));
			assertThat(failureOf(this.tokens.current()).retryAfter()).isEqualTo(MILLISECOND);
			this.time.advanceTimeBy(MILLISECOND);
			assertThat(this.source.count()).isEqualTo(before + 1);
		}
	}

	private CompletableFuture<AccessToken> fail(TokenException failure) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.fail(failure);
		return future;
	}

}
