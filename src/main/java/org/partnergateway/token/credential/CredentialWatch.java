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
 * Notices when a file with credentials differs from what was presented last. It reads the
 * files once a second, and acts on content that it has read twice, since a file may be
 * half written. It does not compare times and sizes, which network file systems cache for
 * up to a minute; an opened file is read anew. Safe for use by any thread.
 */
public final class CredentialWatch {

	/** The watch of credentials that are in no file, and so cannot change. */
	public static final CredentialWatch NONE = new CredentialWatch(List.of(), null);

	private static final Logger logger = LoggerFactory.getLogger(CredentialWatch.class);

	private static final Duration PERIOD = Duration.ofSeconds(1);

	// Replicas that share a file, and cannot distinguish each other's tokens from a new
	// consent, must not cause renewals without end.
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
	 * Creates a watch that has not begun.
	 * @param files read the fingerprints of the files; may block, and give {@code null}
	 * if a file is empty or unreadable
	 * @param access runs the reads
	 */
	public static CredentialWatch of(List<Supplier<@Nullable Fingerprint>> files, FileAccess access) {
		return files.isEmpty() ? NONE : new CredentialWatch(files, access);
	}

	/**
	 * Notes what the files hold. Must be called before they are read for a renewal, so
	 * that later content is not taken for what was presented. Completes even if the
	 * volume hangs; then the next content that is read counts as replaced.
	 */
	public Mono<Void> note() {
		return (this.access == null) ? Mono.empty()
				: this.access.call(this::look).onErrorReturn(unknown()).doOnNext((seen) -> this.used = seen).then();
	}

	/**
	 * Begins to read the files.
	 * @param listener told what has changed, on a thread that may block; returns whether
	 * it uses the new credentials, and is told again until it does
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
	 * Runs work on the thread on which listeners are called.
	 */
	public void execute(Runnable work) {
		if (this.access != null) {
			Disposable _ = this.access.thread().schedule(work);
		}
	}

	/**
	 * Ends the watch.
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
		// Not if a renewal has begun meanwhile.
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
