package org.partnergateway.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Notices that a file with credentials is replaced, while those that there are do not do.
 * It looks at the files once a second, and only between {@link #begin} or
 * {@link #beginAnew} and {@link #end}. Safe for use by any thread.
 */
final class CredentialWatch {

	/** For credentials that are in no file, and so cannot change. */
	static final CredentialWatch NONE = new CredentialWatch(List.of(), Schedulers.immediate());

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private final Disposable.Swap poll = Disposables.swap();

	// Replicas that share a file replace each other's tokens, which must not go on and
	// on.
	private static final int MOST_IN_A_PERIOD = 5;

	private static final Duration QUIET_PERIOD = Duration.ofMinutes(5);

	private final AtomicBoolean watching = new AtomicBoolean();

	private final Deque<Long> noticed = new ArrayDeque<>();

	private final List<Path> files;

	private final Scheduler scheduler;

	private volatile List<@Nullable FileState> used = List.of();

	private CredentialWatch(List<Path> files, Scheduler scheduler) {
		this.files = files;
		this.scheduler = scheduler;
	}

	/**
	 * Creates a watch.
	 * @param files the files with the credentials
	 * @param scheduler timers, on threads that may block
	 */
	static CredentialWatch of(List<TokenFile> files, Scheduler scheduler) {
		return files.isEmpty() ? NONE : new CredentialWatch(files.stream().map(TokenFile::path).toList(), scheduler);
	}

	/**
	 * Notes what the files are like. To be done before they are read for a renewal, so
	 * that nothing which comes later is taken for what was used.
	 */
	Mono<Void> note() {
		return this.files.isEmpty() ? Mono.empty()
				: Mono.<Void>fromRunnable(() -> this.used = states()).subscribeOn(this.scheduler);
	}

	/**
	 * Begins to look whether the files are still those that were noted last. Ends by
	 * itself when they are not.
	 * @param replaced what to do then, on a thread of the scheduler
	 */
	void begin(Runnable replaced) {
		if (!this.files.isEmpty()) {
			begin(replaced, () -> true);
		}
	}

	private void begin(Runnable replaced, BooleanSupplier allowed) {
		this.watching.set(true);
		this.poll.update(this.scheduler.schedulePeriodically(() -> {
			if (!this.used.equals(states()) && allowed.getAsBoolean()) {
				end();
				replaced.run();
			}
		}, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS));
	}

	/**
	 * Begins to look whether the files are still as they are now, unless it looks
	 * already: what they gave was issued, and a rotated refresh token is no replacement.
	 * @param replaced what to do then, on a thread of the scheduler
	 */
	void beginAnew(Runnable replaced) {
		if (!this.files.isEmpty() && this.watching.compareAndSet(false, true)) {
			Disposable _ = this.scheduler.schedule(() -> {
				this.used = states();
				begin(replaced, this::isAllowed);
			});
		}
	}

	private synchronized boolean isAllowed() {
		long now = this.scheduler.now(TimeUnit.MILLISECONDS);
		this.noticed.removeIf((time) -> time <= now - QUIET_PERIOD.toMillis());
		return this.noticed.size() < MOST_IN_A_PERIOD && this.noticed.add(now);
	}

	/**
	 * Looks no longer, until it is begun again.
	 */
	void end() {
		this.watching.set(false);
		this.poll.update(Disposables.disposed());
	}

	/**
	 * Looks no longer, for good.
	 */
	void close() {
		if (!this.files.isEmpty()) {
			this.poll.dispose();
		}
	}

	private List<@Nullable FileState> states() {
		List<@Nullable FileState> states = new ArrayList<>();
		this.files.forEach((file) -> states.add(FileState.of(file)));
		return states;
	}

}
