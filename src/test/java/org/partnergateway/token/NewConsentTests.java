package org.partnergateway.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.Fingerprint;
import org.partnergateway.token.request.TokenException;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for what {@link AccessTokens} do when a user has consented in a browser.
 */
class NewConsentTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(20);

	private final TokenException ended = TokenException.refused(400, "invalid_grant", "AADSTS700082");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	// The token in use when the listener was called.
	private final List<String> told = new ArrayList<>();

	private final AccessTokens tokens = new AccessTokens(this.source,
			CredentialWatch.of(List.of(() -> new Fingerprint("same", "same", true)), FileAccesses.direct(this.time)),
			LONGEST_RENEWAL, this.time);

	@Test
	void consentedWithoutATokenAsksWithoutACaller() {
		listen();
		this.tokens.consented();
		assertThat(this.source.count()).isOne();
		this.source.issue("a", HOUR);
		assertThat(inUse()).isEqualTo("a");
		assertThat(this.source.count()).isOne();
	}

	@Test
	void consentedAfterAFailureEndsTheBackOff() {
		CompletableFuture<AccessToken> first = this.tokens.current();
		this.source.fail(TokenException.unconsented("Consent."));
		assertThat(first).isCompletedExceptionally();
		assertThat(this.tokens.current()).isCompletedExceptionally();
		listen();
		this.tokens.consented();
		assertThat(this.told).containsExactly("none");
		assertThat(this.tokens.failure()).isNull();
		CompletableFuture<AccessToken> waiting = this.tokens.current();
		assertThat(waiting).isNotDone();
		this.source.issue("a", HOUR);
		assertThat(waiting.join().value()).isEqualTo("a");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void tokenInUseServesUntilThatOfTheConsentIsThere() {
		fetch("old");
		listen();
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		this.tokens.consented();
		assertThat(this.source.count()).isEqualTo(2);
		assertThat(inUse()).isEqualTo("old");
		assertThat(this.told).isEmpty();
		this.source.issue("new", HOUR);
		assertThat(inUse()).isEqualTo("new");
		assertThat(this.told).containsExactly("new");
		this.time.advanceTimeBy(Duration.ofMinutes(47));
		assertThat(this.source.count()).as("renewed when the new one is due").isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.source.count()).isEqualTo(3);
	}

	@Test
	void consentThatBringsNoTokenCostsNobodyTheTokenInUse() {
		fetch("old");
		listen();
		this.tokens.consented();
		this.source.fail(this.ended);
		assertThat(inUse()).isEqualTo("old");
		assertThat(this.told).isEmpty();
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.source.count()).isEqualTo(3);
		this.source.issue("new", HOUR);
		assertThat(inUse()).isEqualTo("new");
		assertThat(this.told).containsExactly("new");
	}

	@Test
	void consentDuringARenewalIsPresentedWhenThatHasEnded() {
		fetch("old");
		listen();
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		assertThat(this.source.count()).isEqualTo(2);
		this.tokens.consented();
		assertThat(this.source.count()).isEqualTo(2);
		this.source.issue("renewed", HOUR);
		assertThat(this.source.count()).isEqualTo(3);
		assertThat(inUse()).isEqualTo("renewed");
		assertThat(this.told).isEmpty();
		this.source.issue("new", HOUR);
		assertThat(inUse()).isEqualTo("new");
		assertThat(this.told).containsExactly("new");
	}

	@Test
	void consentDuringARenewalThatFailsIsPresentedThen() {
		CompletableFuture<AccessToken> old = this.tokens.current();
		this.tokens.consented();
		this.source.fail(this.ended);
		assertThat(failureOf(old)).hasMessage(this.ended.getMessage());
		assertThat(this.source.count()).isEqualTo(2);
		CompletableFuture<AccessToken> waiting = this.tokens.current();
		this.source.issue("new", HOUR);
		assertThat(waiting.join().value()).isEqualTo("new");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void consentDuringARenewalThatHangsIsPresentedAfterThatsLongestTime() {
		fetch("old");
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		this.tokens.consented();
		this.time.advanceTimeBy(LONGEST_RENEWAL.minusMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.source.count()).isEqualTo(3);
		this.source.issue("new", HOUR);
		assertThat(inUse()).isEqualTo("new");
	}

	@Test
	void tokenThatWasRefusedIsNotHandedOutAgain() {
		AccessToken old = fetch("old");
		this.tokens.accepted(old);
		this.tokens.refused(old, new TokenRefusal("It shows no MFA.", "Consent again.", false));
		assertThat(failureOf(this.tokens.current()).remedy()).isEqualTo("Consent again.");
		listen();
		this.tokens.consented();
		assertThat(this.tokens.failure()).isNull();
		assertThat(this.told).containsExactly("none");
		CompletableFuture<AccessToken> waiting = this.tokens.current();
		assertThat(waiting).isNotDone();
		this.source.issue("new", HOUR);
		assertThat(waiting.join().value()).isEqualTo("new");
		this.tokens.refused(old, new TokenRefusal("It shows no MFA.", "Consent again.", false));
		assertThat(inUse()).as("after a refusal of a call that was under way").isEqualTo("new");
		assertThat(this.source.count()).isEqualTo(2);
	}

	@Test
	void tokenEndpointThatThrottlesIsAskedOnceForAConsentAndThenLeftAlone() {
		CompletableFuture<AccessToken> first = this.tokens.current();
		this.source.fail(TokenException.throttled(429, Duration.ofMinutes(2)));
		assertThat(first).isCompletedExceptionally();
		this.tokens.consented();
		assertThat(this.source.count()).isEqualTo(2);
		this.source.fail(TokenException.throttled(429, Duration.ofMinutes(3)));
		assertThat(failureOf(this.tokens.current()).retryAfter()).isEqualTo(Duration.ofMinutes(3));
		this.time.advanceTimeBy(Duration.ofMinutes(3).minusMillis(1));
		assertThat(this.tokens.current()).isCompletedExceptionally();
		assertThat(this.source.count()).isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(fetch("new").value()).isEqualTo("new");
	}

	@Test
	void tokenEndpointThatThrottlesWhileATokenIsInUseIsAskedAgainInItsTime() {
		fetch("old");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		this.tokens.consented();
		this.source.fail(TokenException.throttled(429, Duration.ofMinutes(2)));
		assertThat(inUse()).isEqualTo("old");
		this.time.advanceTimeBy(Duration.ofMinutes(2).minusMillis(1));
		assertThat(this.source.count()).isEqualTo(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.source.count()).isEqualTo(3);
		this.source.issue("new", HOUR);
		assertThat(inUse()).isEqualTo("new");
	}

	private void listen() {
		this.tokens.onCredentialsChanged(() -> {
			CompletableFuture<AccessToken> current = this.tokens.current();
			this.told.add(current.isDone() ? current.join().value() : "none");
		});
	}

	private AccessToken fetch(String token) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, HOUR);
		return future.join();
	}

	private String inUse() {
		return Objects.requireNonNull(this.tokens.current().getNow(null)).value();
	}

}
