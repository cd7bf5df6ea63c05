package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.partnergateway.token.RejectedTokens.Fate;
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
 * Tests for what {@link AccessTokens} do about tokens that are refused by those whom they
 * are for.
 */
@ExtendWith(OutputCaptureExtension.class)
class RejectedTokensTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	private final TokenRefusal replaceable = new TokenRefusal("It was refused.", "Look at the code.", true);

	private final TokenRefusal lasting = new TokenRefusal("It shows no MFA.", "Consent again.", false);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, Duration.ofSeconds(20),
			this.time);

	@Test
	void refusedTokenIsReplacedOnce() {
		AccessToken first = fetch("a");
		assertThat(this.tokens.refused(first, this.replaceable)).isTrue();
		AccessToken second = fetch("b");
		assertThat(this.tokens.refused(second, this.replaceable)).isFalse();
		assertThat(this.source.refusals()).isOne();
		TokenException failure = failureOf(this.tokens.current());
		assertThat(failure.kind()).isEqualTo(Kind.REFUSED_BY_PARTNER_CENTER);
		assertThat(failure).hasMessage("It was refused. Look at the code.");
		assertThat(failure.remedy()).isEqualTo("Look at the code.");
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void refusalThatNoOtherTokenHealsIsNotFollowedByARenewal(CapturedOutput output) {
		assertThat(this.tokens.refused(fetch("a"), this.lasting)).isFalse();
		for (int call = 0; call < 50; call++) {
			assertThat(failureOf(this.tokens.current()).remedy()).isEqualTo("Consent again.");
		}
		assertThat(this.source.count()).isOne();
		assertThat(output)
			.containsOnlyOnce("No access token is handed out for a while: It shows no MFA. Consent again.");
	}

	@Test
	void tokensThatAreRefusedInARowAreAskedForLessAndLess() {
		for (int delay : List.of(5, 10, 20, 40, 80, 160, 300, 300)) {
			assertThat(this.tokens.refused(fetch("t" + delay), this.lasting)).isFalse();
			this.time.advanceTimeBy(Duration.ofSeconds(delay).minus(MILLISECOND));
			assertThat(failureOf(this.tokens.current()).retryAfter()).isEqualTo(MILLISECOND);
			this.time.advanceTimeBy(MILLISECOND);
		}
		assertThat(this.source.count()).isEqualTo(8);
	}

	@Test
	void tokenThatComesAfterARefusalIsNotReplacedAgain() {
		this.tokens.refused(fetch("a"), this.replaceable);
		this.tokens.refused(fetch("b"), this.replaceable);
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.tokens.refused(fetch("c"), this.replaceable)).isFalse();
		assertThat(failureOf(this.tokens.current()).retryAfter()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void goodAnswerEndsIt() {
		this.tokens.refused(fetch("a"), this.replaceable);
		AccessToken second = fetch("b");
		this.tokens.accepted(second);
		assertThat(this.tokens.refused(second, this.replaceable)).isTrue();
		AccessToken third = fetch("c");
		this.tokens.refused(third, this.replaceable);
		assertThat(this.tokens.failure()).isNotNull();
		// A call that was under way.
		this.tokens.accepted(third);
		assertThat(this.tokens.failure()).isNull();
		assertThat(fetch("d").value()).isEqualTo("d");
	}

	@Test
	void goodAnswerToAnOlderTokenEndsNothing() {
		AccessToken first = fetch("a");
		this.tokens.accepted(first);
		this.tokens.refused(first, this.replaceable);
		AccessToken second = fetch("b");
		this.tokens.accepted(first);
		assertThat(this.tokens.refused(second, this.replaceable)).isFalse();
		assertThat(this.tokens.current()).isCompletedExceptionally();
	}

	@Test
	void callsUnderWayWithTheOldTokenCountAsOneRefusal() {
		AccessToken first = fetch("a");
		for (int call = 0; call < 8; call++) {
			assertThat(this.tokens.refused(first, this.replaceable)).isTrue();
		}
		AccessToken second = fetch("b");
		for (int call = 0; call < 8; call++) {
			assertThat(this.tokens.refused(first, this.replaceable)).isTrue();
		}
		assertThat(this.tokens.current().join()).isEqualTo(second);
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void failureIsToldUntilATokenIsAccepted() {
		this.tokens.refused(fetch("a"), this.lasting);
		this.time.advanceTimeBy(HOUR);
		assertThat(Objects.requireNonNull(this.tokens.failure()).retryAfter()).isZero();
		this.tokens.accepted(fetch("b"));
		assertThat(this.tokens.failure()).isNull();
	}

	@Test
	void tokenThatOthersCouldCallWithIsTriedAgainRatherThanRenewed() {
		AccessToken token = fetch("a");
		this.tokens.accepted(token);
		assertThat(this.tokens.refused(token, this.lasting)).isFalse();
		assertThat(this.tokens.current()).isCompletedExceptionally();
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.tokens.current().join()).isEqualTo(token);
		assertThat(this.source.count()).isOne();
	}

	@Test
	void tokensThatAreAcceptedForOneAndRefusedForAnotherAreReplacedTenTimesInFiveMinutes() {
		List<Boolean> replaced = new ArrayList<>();
		AccessToken token = fetch("t");
		for (int call = 0; call < 12; call++) {
			this.tokens.accepted(token);
			replaced.add(this.tokens.refused(token, this.replaceable));
			token = replaced.getLast() ? fetch("t" + call) : this.tokens.current().join();
		}
		assertThat(replaced).hasSize(12).startsWith(true, true).endsWith(true, false, false);
		assertThat(this.source.count()).isEqualTo(11);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		this.tokens.accepted(token);
		assertThat(this.tokens.refused(token, this.replaceable)).isTrue();
	}

	@Test
	void tokenInUseIsNotRenewedAheadWhileItIsHeldBack() {
		AccessToken token = fetch("a");
		this.time.advanceTimeBy(Duration.ofMinutes(47));
		this.tokens.accepted(token);
		for (int refusal = 0; refusal < 7; refusal++) {
			this.tokens.refused(token, this.lasting);
		}
		this.time.advanceTimeBy(Duration.ofMinutes(4));
		assertThat(this.source.count()).isOne();
		// It is due after 48 min, and tried again 5 min later.
		this.time.advanceTimeBy(Duration.ofMinutes(2).minus(MILLISECOND));
		assertThat(this.source.count()).isOne();
		this.time.advanceTimeBy(MILLISECOND);
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void twoCallsThatAreRefusedWithTheSameTokenAtTheSameMomentReplaceItOnceAndHoldNothingBack() {
		Instant now = Instant.parse("2026-11-25T12:00:00Z");
		TokenException told = TokenException.rejected("It was refused.", "Look at the code.");
		for (boolean accepted : new boolean[] { false, true }) {
			RejectedTokens rejected = new RejectedTokens();
			AccessToken token = new AccessToken("a", now.plus(HOUR));
			if (accepted) {
				rejected.accepted(token, true);
			}
			for (int call = 0; call < 3; call++) {
				// Each found the token in use before another dropped it.
				assertThat(rejected.refused(token, told, true, now)).isEqualTo(Fate.REPLACED);
				assertThat(rejected.refusal(now)).isNull();
				assertThat(rejected.last(now)).isNull();
			}
			assertThat(rejected.refused(new AccessToken("b", now.plus(HOUR)), told, true, now)).isEqualTo(Fate.DROPPED);
			assertThat(rejected.refusal(now)).isNotNull();
		}
	}

	@RepeatedTest(50)
	void manyThreadsThatAreRefusedWithTheSameTokenReplaceItOnceAndHoldNothingBack() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		AccessTokens contended = new AccessTokens(
				() -> Mono.fromCallable(() -> new IssuedToken("token-" + requests.incrementAndGet(), HOUR, "test")),
				CredentialWatch.NONE, Duration.ofSeconds(20), Schedulers.parallel());
		AccessToken first = contended.current().join();
		assertThat(AccessTokensTests
			.race(() -> contended.refused(first, this.replaceable) + " " + contended.current().join().value()))
			.containsOnly("true token-2");
		assertThat(requests).hasValue(2);
		assertThat(contended.failure()).isNull();
	}

	private AccessToken fetch(String token) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, HOUR);
		return future.join();
	}

}
