package org.partnergateway.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.partnergateway.token.credential.CredentialWatch;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link AccessTokens} does when a renewal comes between.
 */
class RenewalRaceTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicReference<Runnable> interruption = new AtomicReference<>(RenewalRaceTests::nothing);

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, Duration.ofSeconds(20),
			new InterruptedScheduler(this.time, this.interruption));

	@Test
	void currentWhenAnotherRenewalHasJustFinishedLeavesTheWayFreeForTheNext() {
		fetch("a", Duration.ofSeconds(4));
		this.time.advanceTimeBy(HOUR);
		meanwhile(() -> fetch("b", Duration.ofSeconds(4)));
		assertThat(this.tokens.current()).isCompleted();
		this.time.advanceTimeBy(HOUR);
		CompletableFuture<AccessToken> next = this.tokens.current();
		assertThat(next).isNotDone();
		this.source.issue("c", HOUR);
		assertThat(next.join().value()).isEqualTo("c");
		assertThat(this.source.count()).isEqualTo(3);
	}

	@Test
	void currentWhenAnotherRenewalHasJustBroughtATokenThatIsHardlyAliveAsksForAnother() {
		fetch("a", Duration.ofSeconds(4));
		this.time.advanceTimeBy(HOUR);
		meanwhile(() -> fetch("b", Duration.ofSeconds(1)));
		CompletableFuture<AccessToken> next = this.tokens.current();
		assertThat(next).isNotDone();
		assertThat(this.source.count()).isEqualTo(3);
	}

	private AccessToken fetch(String token, Duration lifetime) {
		CompletableFuture<AccessToken> future = this.tokens.current();
		this.source.issue(token, lifetime);
		return future.join();
	}

	/**
	 * Does something the next time that somebody asks for the time.
	 */
	private void meanwhile(Runnable action) {
		this.interruption.set(() -> {
			this.interruption.set(RenewalRaceTests::nothing);
			action.run();
		});
	}

	private static void nothing() {
	}

}
