package org.partnergateway.token.credential;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Notices that a file with credentials holds something else than what was presented last.
 * It reads the files once a second, whether or not anything fails, and believes what it
 * has seen twice: a file may be half written. Not by time and size: network file systems
 * remember those for up to a minute, but ask for what is opened. Safe for use by any
 * thread.
 */
public final class CredentialWatch {

	/** For credentials that are in no file, and so cannot change. */
	public static final CredentialWatch NONE = new CredentialWatch(List.of(), null);

	private static final Logger logger = LoggerFactory.getLogger(CredentialWatch.class);

	private static final Duration PERIOD = Duration.ofSeconds(1);

	// Replicas that share a file, and cannot tell each other's tokens from a consent,
	// must not renew on and on.
	private static final int MOST_GUESSES = 5;

	private static final Duration GUESSING_PERIOD = Duration.ofMinutes(5);

	private final Disposable.Swap timer = Disposables.swap();

	private final Deque<Long> guesses = new ArrayDeque<>();

	private final List<Supplier<@Nullable Fingerprint>> files;

	private final @Nullable FileAccess access;

	// Null before the first request.
	private volatile @Nullable List<@Nullable Fingerprint> used;

	private List<@Nullable Fingerprint> before = List.of();

	private CredentialWatch(List<Supplier<@Nullable Fingerprint>> files, @Nullable FileAccess access) {
		this.files = files;
		this.access = access;
	}

	/**
	 * Creates a watch that does not look yet.
	 * @param files look at the files with the credentials; they may block, and give
	 * {@code null} if there is nothing to be read
	 * @param access where they are looked at
	 */
	public static CredentialWatch of(List<Supplier<@Nullable Fingerprint>> files, FileAccess access) {
		return files.isEmpty() ? NONE : new CredentialWatch(files, access);
	}

	/**
	 * Notes what the files hold. To be done before they are read for a renewal, so that
	 * nothing which comes later is taken for what was used. Completes even if their
	 * volume hangs; then whatever is found there afterwards counts as replaced.
	 */
	public Mono<Void> note() {
		return (this.access == null) ? Mono.empty()
				: this.access.call(this::look).onErrorReturn(unknown()).doOnNext((seen) -> this.used = seen).then();
	}

	/**
	 * Begins to look.
	 * @param listener told what has changed, on a thread that may block; whether it has
	 * begun to use it. It is told again until then
	 */
	public void begin(Predicate<CredentialChange> listener) {
		if (this.access != null) {
			this.timer.update(this.access.later(PERIOD, () -> {
				try {
					lookFor(listener);
				}
				catch (RuntimeException ex) {
					logger.warn("Could not look whether credentials have been replaced", ex);
				}
				begin(listener);
			}));
		}
	}

	/**
	 * Does something on the thread on which listeners are told.
	 */
	public void execute(Runnable work) {
		if (this.access != null) {
			Disposable _ = this.access.thread().schedule(work);
		}
	}

	/**
	 * Looks no longer.
	 */
	public void close() {
		if (this.access != null) {
			this.timer.dispose();
		}
	}

	private void lookFor(Predicate<CredentialChange> listener) {
		List<@Nullable Fingerprint> latest = this.used;
		List<@Nullable Fingerprint> seen = look();
		boolean settled = seen.equals(this.before);
		this.before = seen;
		// Unless a renewal has begun meanwhile.
		if (settled && latest != null && latest.equals(this.used)) {
			CredentialChange change = CredentialChange.NONE;
			boolean guessed = false;
			for (int file = 0; file < seen.size(); file++) {
				Fingerprint found = seen.get(file);
				CredentialChange here = CredentialChange.between(latest.get(file), found);
				change = (here.compareTo(change) > 0) ? here : change;
				guessed |= here == CredentialChange.CONSENT && found != null && !found.certain();
			}
			if (change != CredentialChange.NONE && (!guessed || mayGuess()) && listener.test(change) && guessed) {
				this.guesses.add(now());
			}
		}
	}

	private boolean mayGuess() {
		this.guesses.removeIf((time) -> time <= now() - GUESSING_PERIOD.toMillis());
		return this.guesses.size() < MOST_GUESSES;
	}

	private long now() {
		return (this.access != null) ? this.access.timers().now(TimeUnit.MILLISECONDS) : 0;
	}

	private List<@Nullable Fingerprint> unknown() {
		return Collections.nCopies(this.files.size(), null);
	}

	private List<@Nullable Fingerprint> look() {
		List<@Nullable Fingerprint> fingerprints = new ArrayList<>();
		this.files.forEach((file) -> fingerprints.add(file.get()));
		return fingerprints;
	}

}
