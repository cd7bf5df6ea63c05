package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;

import org.partnergateway.token.credential.FileAccess;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Ways to get at files for tests.
 */
public final class FileAccesses {

	private FileAccesses() {
	}

	/**
	 * In the thread of whoever asks, and the time of this machine.
	 */
	public static FileAccess direct() {
		return direct(Schedulers.parallel());
	}

	/**
	 * In the thread of whoever asks.
	 * @param timers the time of day, and timers
	 */
	public static FileAccess direct(Scheduler timers) {
		return new FileAccess(Schedulers.immediate(), timers, Duration.ofSeconds(2));
	}

	/**
	 * To a volume that never answers.
	 * @param timers the time of day, and timers
	 */
	public static FileAccess hanging(Scheduler timers) {
		return new FileAccess(Schedulers.fromExecutor((task) -> {
		}), timers, Duration.ofSeconds(2));
	}

	/**
	 * In the thread of whoever asks, at one moment.
	 */
	public static FileAccess at(Instant now) {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		time.advanceTimeTo(now);
		return direct(time);
	}

}
