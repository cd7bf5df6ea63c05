package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenException.Kind;
import org.partnergateway.token.request.TokenException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for what callers of {@link AccessTokens} get.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccessTokensTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(20);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, LONGEST_RENEWAL, this.time);

	@Test
	void currentWhenNothingIsStoredWaitsForOneRequest() {
		CompletableFuture<AccessToken> first = this.tokens.current();
		CompletableFuture<AccessToken> second = this.tokens.current();
		assertThat(first).isNotDone();
		assertThat(this.source.count()).isOne();
		this.source.issue("a", HOUR);
		assertThat(first.join().value()).isEqualTo("a");
		assertThat(second.join()).isSameAs(first.join());
	}

	@Test
	void currentWhenStoredIsAlreadyComplete() {
		fetch("a", HOUR);
		assertThat(this.tokens.current()).isCompletedWithValueMatching((token) -> token.value().equals("a"));
		assertThat(this.source.count()).isOne();
	}

	@Test
	void currentCountsTheLifetimeFromTheRequest() {
		CompletableFuture<AccessToken> future = this.tokens.current();
		Instant askedAt = Instant.ofEpochMilli(this.time.now(TimeUnit.MILLISECONDS));
		this.time.advanceTimeBy(Duration.ofSeconds(7));
		this.source.issue("a", HOUR);
		assertThat(future.join().expiresAt()).isEqualTo(askedAt.plus(HOUR));
	}

	@Test
	void expiresInCountsDownToZero() {
		assertThat(this.tokens.expiresIn()).isNull();
		fetch("a", HOUR);
		this.time.advanceTimeBy(Duration.ofMinutes(20));
		assertThat(this.tokens.expiresIn()).isEqualTo(Duration.ofMinutes(40));
		this.time.advanceTimeBy(HOUR);
		assertThat(this.tokens.expiresIn()).isZero();
	}

	@Test
	void failureIsThatOfTheLastRenewalWhileNoneIsTried() {
		assertThat(this.tokens.failure()).isNull();
		var _ = this.tokens.current();
		this.source.fail(TokenException.unavailable(503, null));
		assertThat(this.tokens.failure()).isNotNull()
			.satisfies((failure) -> assertThat(failure.retryAfter()).isPositive());
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.tokens.failure()).isNull();
	}

	@Test
	void currentWhenTheTokenIsInItsLastMomentsWaits() {
		fetch("a", HOUR);
		this.time.advanceTimeBy(HOUR.minusSeconds(5).minusMillis(1));
		assertThat(this.tokens.current()).isCompleted();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.tokens.current()).isNotDone();
	}

	@Test
	void currentWhenTheTokenIsHardlyAliveGivesItToThoseWhoWaitedAndNobodyElse() {
		CompletableFuture<AccessToken> first = this.tokens.current();
		CompletableFuture<AccessToken> second = this.tokens.current();
		this.source.issue("a", Duration.ofSeconds(1));
		assertThat(first.join().value()).isEqualTo("a");
		assertThat(second.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isOne();
		assertThat(this.tokens.current()).isNotDone();
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void currentWhenACallerCancelsServesTheOthers() {
		CompletableFuture<AccessToken> leaving = this.tokens.current();
		CompletableFuture<AccessToken> staying = this.tokens.current();
		leaving.cancel(true);
		this.source.issue("a", HOUR);
		assertThat(staying.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isOne();
	}

	@Test
	void currentWhenTheRenewalFailsFailsForAll() {
		CompletableFuture<AccessToken> first = this.tokens.current();
		CompletableFuture<AccessToken> second = this.tokens.current();
		TokenException failure = TokenException.refused(400, "invalid_grant", "AADSTS700082");
		this.source.fail(failure);
		assertThat(failureOf(first)).hasMessage(failure.getMessage());
		assertThat(failureOf(second)).isSameAs(failureOf(first));
		assertThat(this.source.count()).isOne();
	}

	@Test
	void currentWhenTheRenewalHangsFailsAndMakesWay() {
		CompletableFuture<AccessToken> hanging = this.tokens.current();
		this.time.advanceTimeBy(LONGEST_RENEWAL.minusMillis(1));
		assertThat(hanging).isNotDone();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(failureOf(hanging).kind()).isEqualTo(Kind.TIMED_OUT);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(fetch("a", HOUR).value()).isEqualTo("a");
	}

	@Test
	void currentWhenTheSourceThrowsFails() {
		AccessTokens broken = new AccessTokens(() -> {
			throw new IllegalStateException("s3cret");
		}, CredentialWatch.NONE, LONGEST_RENEWAL, this.time);
		assertThat(failureOf(broken.current())).hasMessageContaining("IllegalStateException")
			.hasMessageNotContaining("s3cret")
			.hasNoCause();
		assertThat(broken.current()).isCompletedExceptionally();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4 })
	void currentWhenARenewalCannotEvenBeginFailsAndMakesWay(int question) {
		AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {
		});
		AtomicInteger asked = new AtomicInteger();
		AccessTokens broken = new AccessTokens(this.source, CredentialWatch.NONE, LONGEST_RENEWAL,
				new InterruptedScheduler(this.time, interruption));
		interruption.set(() -> {
			// The time is asked for thrice between the lock and the request.
			if (asked.incrementAndGet() == question) {
				throw new IllegalStateException("s3cret");
			}
		});
		assertThat(failureOf(broken.current())).hasMessageContaining("IllegalStateException");
		assertThat(this.source.count()).isZero();
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		CompletableFuture<AccessToken> next = broken.current();
		this.source.issue("a", HOUR);
		assertThat(next.join().value()).isEqualTo("a");
	}

	@Test
	void currentWhenTheSourceIsEmptyFails() {
		AccessTokens broken = new AccessTokens(Mono::empty, CredentialWatch.NONE, LONGEST_RENEWAL, this.time);
		assertThat(failureOf(broken.current()).kind()).isEqualTo(Kind.MALFORMED);
	}

	@Test
	void currentWhenTheLifetimeIsBeyondTheCalendarFails() {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue("a", Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(failureOf(future).kind()).isEqualTo(Kind.MALFORMED);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(fetch("b", HOUR).value()).isEqualTo("b");
	}

	@RepeatedTest(50)
	void currentWhenManyThreadsAskMakesOneRequest() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		AccessTokens contended = immediate(requests);
		assertThat(race(() -> contended.current().join().value())).containsOnly("token-1");
		assertThat(requests).hasValue(1);
	}

	@RepeatedTest(50)
	void discardWhenManyThreadsWereRejectedMakesOneRequest() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		AccessTokens contended = immediate(requests);
		AccessToken rejected = contended.current().join();
		assertThat(race(() -> {
			TokenFailures.discard(contended, rejected);
			return contended.current().join().value();
		})).containsOnly("token-2");
		assertThat(requests).hasValue(2);
	}

	@Test
	void currentWhenARenewalFinishesJustBeforeAnotherWouldStartTakesItsToken() {
		AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {
		});
		AccessTokens interrupted = new AccessTokens(this.source, CredentialWatch.NONE, LONGEST_RENEWAL,
				new InterruptedScheduler(this.time, interruption));
		CompletableFuture<AccessToken> first = interrupted.current();
		this.source.issue("a", Duration.ofSeconds(4));
		assertThat(first).isCompleted();
		this.time.advanceTimeBy(HOUR);
		interruption.set(() -> {
			interruption.set(() -> {
			});
			CompletableFuture<AccessToken> other = interrupted.current();
			this.source.issue("b", HOUR);
			assertThat(other).isCompleted();
		});
		assertThat(interrupted.current()).isCompletedWithValueMatching((token) -> token.value().equals("b"));
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void discardMakesTheNextCallerWaitForAnother() {
		TokenFailures.discard(this.tokens, fetch("a", HOUR));
		assertThat(this.tokens.expiresIn()).isNull();
		assertThat(fetch("b", HOUR).value()).isEqualTo("b");
	}

	@Test
	void discardWhenAnotherHasTakenItsPlaceDoesNothing() {
		AccessToken first = fetch("a", HOUR);
		TokenFailures.discard(this.tokens, first);
		fetch("b", HOUR);
		TokenFailures.discard(this.tokens, first);
		assertThat(this.tokens.current().join().value()).isEqualTo("b");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void discardWhileARenewalIsInProgressMakesTheNextCallerJoinIt() {
		AccessToken first = fetch("a", HOUR);
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		assertThat(this.source.count()).isEqualTo(2);
		TokenFailures.discard(this.tokens, first);
		CompletableFuture<AccessToken> joined = this.tokens.current();
		assertThat(joined).isNotDone();
		this.source.issue("b", HOUR);
		assertThat(joined.join().value()).isEqualTo("b");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void toStringHidesTheValue() {
		assertThat(fetch("s3cret", HOUR)).asString().contains("expiresAt").doesNotContain("s3cret");
		assertThat(new IssuedToken("s3cret", HOUR, "test")).asString().contains("PT1H").doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3600 })
	void renewalIsLoggedWithoutTheToken(int lifetime, CapturedOutput output) {
		fetch("s3cret", Duration.ofSeconds(lifetime));
		assertThat(output).containsOnlyOnce("Renewed the access token: grant test, lifetime " + lifetime + " s")
			.doesNotContain("s3cret");
	}

	@Test
	void failedRenewalIsLoggedWithItsRemedy(CapturedOutput output) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.fail(TokenException.refused(401, "invalid_client", "AADSTS7000222"));
		assertThat(future).isCompletedExceptionally();
		assertThat(output).containsOnlyOnce("Could not renew the access token: The token endpoint refused "
				+ "(HTTP 401, invalid_client, AADSTS7000222). The client secret or certificate has expired");
	}

	private AccessToken fetch(String token, Duration lifetime) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, lifetime);
		return future.join();
	}

	private AccessTokens immediate(AtomicInteger requests) {
		return new AccessTokens(
				() -> Mono.fromCallable(() -> new IssuedToken("token-" + requests.incrementAndGet(), HOUR, "test")),
				CredentialWatch.NONE, LONGEST_RENEWAL, Schedulers.parallel());
	}

	static List<String> race(Callable<String> action) throws Exception {
		int threads = 8;
		CyclicBarrier start = new CyclicBarrier(threads);
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<Future<String>> results = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				results.add(executor.submit(() -> {
					start.await();
					return action.call();
				}));
			}
			List<String> values = new ArrayList<>();
			for (Future<String> result : results) {
				values.add(result.get());
			}
			return values;
		}
	}

}
