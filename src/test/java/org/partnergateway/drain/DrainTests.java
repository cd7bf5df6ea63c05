package org.partnergateway.drain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Drain}.
 */
class DrainTests {

	private static final Duration QUIET = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final List<Duration> pauses = new ArrayList<>();

	private final List<Boolean> underway = new ArrayList<>();

	private final Deque<Duration> requests = new ArrayDeque<>();

	// Near its overflow, which elapsed time may reach.
	private long now = Long.MAX_VALUE - 1;

	private final Drain drain = new Drain(QUIET, LONGEST, () -> this.now, this::pass);

	@Test
	void startIsNotADrain() {
		assertThat(this.drain.isRunning()).isFalse();
		this.drain.start();
		assertThat(this.drain.isRunning()).isTrue();
		assertThat(this.drain.isUnderway()).isFalse();
	}

	@Test
	void stopWhenNoRequestComesEndsAfterTheQuietTime() {
		this.drain.start();
		this.drain.stop();
		assertThat(this.pauses).containsExactly(QUIET);
		assertThat(this.drain.isRunning()).isFalse();
	}

	@Test
	void stopWhenRequestComesWaitsForTheQuietTimeAfterIt() {
		this.requests.add(Duration.ofMillis(400));
		this.drain.start();
		this.drain.stop();
		assertThat(this.pauses).containsExactly(QUIET, Duration.ofMillis(400));
	}

	@Test
	void stopWhenRequestsNeverEndEndsAfterTheLongestTime() {
		for (int i = 0; i < 100; i++) {
			this.requests.add(Duration.ofMillis(900));
		}
		this.drain.start();
		this.drain.stop();
		assertThat(this.pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(LONGEST);
	}

	@Test
	void stopCountsFromItselfAndNotFromTheLastRequestBefore() {
		this.drain.start();
		this.drain.requestCame();
		this.now += Duration.ofHours(1).toNanos();
		this.drain.stop();
		assertThat(this.pauses).containsExactly(QUIET);
	}

	@Test
	void isUnderwayDuringTheWaitAndUntilTheNextStart() {
		this.drain.start();
		this.drain.stop();
		assertThat(this.underway).containsExactly(true);
		assertThat(this.drain.isUnderway()).isTrue();
		this.drain.start();
		assertThat(this.drain.isUnderway()).isFalse();
	}

	@Test
	void stopWhenInterruptedEndsAndKeepsTheInterrupt() {
		Drain interrupted = new Drain(QUIET, LONGEST, () -> this.now, (time) -> {
			throw new InterruptedException();
		});
		interrupted.start();
		interrupted.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(interrupted.isRunning()).isFalse();
	}

	@Test
	void comesBeforeTheWebServersGracefulShutdown() {
		assertThat(this.drain.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
		assertThat(this.drain.isAutoStartup()).isTrue();
	}

	@Test
	void isNoPartOfAPause() {
		assertThat(this.drain.isPauseable()).isFalse();
	}

	/**
	 * Lets time pass, and a request come at some point of it.
	 */
	private void pass(Duration time) {
		this.pauses.add(time);
		this.underway.add(this.drain.isUnderway());
		long end = this.now + time.toNanos();
		Duration request = this.requests.poll();
		if (request != null) {
			this.now += Math.min(request.toNanos(), time.toNanos());
			this.drain.requestCame();
		}
		this.now = end;
	}

}
