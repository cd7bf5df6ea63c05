package org.partnergateway.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenException;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link AccessTokens} does in the background.
 */
class RenewalAheadTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration AHEAD = Duration.ofMinutes(48);

	private final TokenException unreachable = TokenException.unavailable(new IOException("refused"));

	private final TokenException refused = TokenException.refused(400, "invalid_grant", null);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, Duration.ofSeconds(20),
			this.time);

	@ParameterizedTest
	@CsvSource({ "PT24H, PT19H12M", "PT1H, PT48M", "PT10M, PT8M", "PT10S, PT8S", "PT5S, PT4S" })
	void tokenIsRenewedAtFourFifthsOfItsLife(Duration lifetime, Duration ahead) {
		fetch("a", lifetime);
		this.time.advanceTimeBy(ahead.minusMillis(1));
		assertThat(this.source.count()).isOne();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void callersAreServedWhileTheTokenIsRenewedAndGetTheNewOneAfterwards() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		assertThat(value()).isEqualTo("a");
		this.source.issue("b", HOUR);
		assertThat(value()).isEqualTo("b");
	}

	@Test
	void timerIsSetAnewAfterEachRenewal() {
		fetch("a", Duration.ofSeconds(10));
		for (int renewals = 1; renewals <= 20; renewals++) {
			assertThat(this.source.count()).isEqualTo(renewals);
			this.time.advanceTimeBy(Duration.ofSeconds(8));
			this.source.issue("b" + renewals, Duration.ofSeconds(10));
			assertThat(value()).isEqualTo("b" + renewals);
		}
	}

	@Test
	void tokenThatLivesForSecondsOnlyIsNotRenewedAhead() {
		fetch("a", Duration.ofSeconds(4));
		this.time.advanceTimeBy(HOUR);
		assertThat(this.source.count()).isOne();
	}

	@Test
	void discardedTokenIsNotRenewedAhead() {
		TokenFailures.discard(this.tokens, fetch("a", HOUR));
		this.time.advanceTimeBy(HOUR);
		assertThat(this.source.count()).isOne();
	}

	@Test
	void replacedTokenIsNotRenewedAhead() {
		TokenFailures.discard(this.tokens, fetch("a", HOUR));
		this.time.advanceTimeBy(Duration.ofMinutes(30));
		fetch("b", HOUR);
		this.time.advanceTimeBy(AHEAD.minusMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void transientFailureIsRetriedWithGrowingDelay() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		for (int delay : new int[] { 1, 2, 4, 8, 16, 32, 60, 60 }) {
			int before = this.source.count();
			this.source.fail(this.unreachable);
			this.time.advanceTimeBy(Duration.ofSeconds(delay).minusMillis(1));
			assertThat(this.source.count()).isEqualTo(before);
			this.time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(this.source.count()).isEqualTo(before + 1);
			assertThat(value()).isEqualTo("a");
		}
		this.source.issue("b", HOUR);
		assertThat(value()).isEqualTo("b");
	}

	@Test
	void retryWaitsForAsLongAsTheTokenEndpointAsked() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		this.source.fail(TokenException.throttled(429, Duration.ofSeconds(90)));
		this.time.advanceTimeBy(Duration.ofSeconds(90).minusMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.source.count()).isEqualTo(3);
	}

	@Test
	void refusalIsRetriedEveryFiveMinutesOnly() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		this.source.fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(5).minusMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.source.count()).isEqualTo(3);
	}

	@Test
	void failureOfAnyKindIsRetried() {
		List<CompletableFuture<AccessToken>> renewals = new ArrayList<>();
		RenewalAhead ahead = new RenewalAhead((lease) -> true, (lease) -> {
			renewals.add(CompletableFuture.failedFuture(new IllegalStateException("defect")));
			return renewals.getLast();
		}, this.time);
		Instant now = Instant.ofEpochMilli(this.time.now(TimeUnit.MILLISECONDS));
		ahead.schedule(Lease.of(new IssuedToken("a", HOUR, "test"), now));
		this.time.advanceTimeBy(AHEAD);
		assertThat(renewals).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(renewals).hasSize(2);
	}

	@Test
	void retriesEndWithTheToken() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		this.source.fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		this.source.fail(this.refused);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		this.source.fail(this.refused);
		this.time.advanceTimeBy(HOUR);
		assertThat(this.source.count()).isEqualTo(4);
		assertThat(fetch("b", HOUR).value()).isEqualTo("b");
	}

	@Test
	void failureForAWaitingCallIsNotRetried() {
		CompletableFuture<AccessToken> waiting = this.tokens.current();
		this.source.fail(this.unreachable);
		this.time.advanceTimeBy(HOUR);
		assertThat(waiting).isCompletedExceptionally();
		assertThat(this.source.count()).isOne();
	}

	@Test
	void closeEndsRenewals() {
		fetch("a", HOUR);
		this.tokens.close();
		this.time.advanceTimeBy(HOUR);
		assertThat(this.source.count()).isOne();
	}

	@Test
	void closeLetsARenewalInProgressEndAndStartsNoOther() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(AHEAD);
		this.tokens.close();
		this.source.issue("b", HOUR);
		assertThat(value()).isEqualTo("b");
		this.time.advanceTimeBy(HOUR);
		assertThat(this.source.count()).isEqualTo(2);
	}

	private AccessToken fetch(String token, Duration lifetime) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, lifetime);
		return future.join();
	}

	private String value() {
		return this.tokens.current().join().value();
	}

}
