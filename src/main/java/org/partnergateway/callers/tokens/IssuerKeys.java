package org.partnergateway.callers.tokens;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one issuer, loaded in the background: ahead of need whenever
 * {@link #refresh} finds them absent or old, and when a token names a key that is not
 * among them, at most once in a pause. Who comes with such a token waits a little, if not
 * too many do; an issuer that does not answer holds nobody for longer. Keys stay in use
 * for a day if the issuer cannot be reached. Safe for use by any thread.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

	public static final Duration PAUSE = Duration.ofSeconds(10);

	static final Duration OLD = Duration.ofMinutes(10);

	static final Duration TOO_OLD = Duration.ofDays(1);

	static final int MOST_WAITING = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	// Longer than metadata and keys may take.
	private static final Duration WHOLE = Duration.ofSeconds(12);

	private static final Logger logger = LoggerFactory.getLogger(IssuerKeys.class);

	private final String issuer;

	private final KeySet keySet;

	private final TimeMeter time;

	private final Semaphore places;

	private final AtomicReference<@Nullable Load> inProgress = new AtomicReference<>();

	private volatile @Nullable Loaded loaded;

	// When the last load ended that a token asked for, and the last one of all.
	private volatile @Nullable Long lastAsked;

	private volatile @Nullable Long lastTry;

	private volatile int generation;

	private boolean failing;

	/**
	 * Creates the keys, without loading them.
	 * @param issuer whose, for the log
	 * @param keySet where they are
	 * @param time the time by which they age
	 * @param mostWaiting how many requests may wait for them at a time
	 */
	IssuerKeys(String issuer, KeySet keySet, TimeMeter time, int mostWaiting) {
		this.issuer = issuer;
		this.keySet = keySet;
		this.time = time;
		this.places = new Semaphore(mostWaiting);
	}

	/**
	 * How many requests may wait for the keys of each issuer. Where one does not answer,
	 * the others of the same provider do not either.
	 */
	static int mostWaiting(int issuers) {
		return Math.max(1, MOST_WAITING / issuers);
	}

	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		Loaded known = this.loaded;
		List<JWK> keys = (known != null && !isOver(known.at(), TOO_OLD)) ? selector.select(known.keys()) : List.of();
		if (!keys.isEmpty()) {
			return keys;
		}
		Load load = ask();
		if (load != null && !isOver(load)) {
			throw new RemoteKeySourceException("the keys of the issuer are being loaded", null);
		}
		Loaded current = this.loaded;
		if (current == null || isOver(current.at(), TOO_OLD)) {
			throw new RemoteKeySourceException("the keys of the issuer cannot be loaded", null);
		}
		return selector.select(current.keys());
	}

	/**
	 * Sees to it that keys that are absent or old are loaded. Waits for nothing.
	 */
	void refresh() {
		Loaded known = this.loaded;
		if ((known == null || isOver(known.at(), OLD)) && !isPause(this.lastTry)) {
			start(false);
		}
	}

	/**
	 * Loads the keys whatever is known of them, and waits for it.
	 * @return whether they have been loaded since the call
	 */
	boolean reload() {
		Load before = this.inProgress.get();
		if (before != null) {
			// It may have begun before that for which the keys have to be loaded.
			before.await(WHOLE);
		}
		Load load = start(false);
		return load.await(WHOLE) && load.succeeded;
	}

	/**
	 * Whose keys they are.
	 */
	String issuer() {
		return this.issuer;
	}

	/**
	 * Another number for other keys.
	 */
	int generation() {
		return this.generation;
	}

	/**
	 * The load that a token needs; {@code null} if there may be none now.
	 */
	private @Nullable Load ask() {
		Load current = this.inProgress.get();
		if (current != null) {
			return current;
		}
		return isPause(this.lastAsked) ? null : start(true);
	}

	/**
	 * Starts a load, unless one is in progress.
	 */
	private Load start(boolean asked) {
		Load own = new Load();
		Load other = this.inProgress.compareAndExchange(null, own);
		if (other != null) {
			return other;
		}
		if (asked && isPause(this.lastAsked)) {
			// Somebody else has asked meanwhile, and it is over.
			this.inProgress.set(null);
			own.over.countDown();
			return own;
		}
		try {
			Thread.ofVirtual().name("issuer-keys").start(() -> run(own, asked));
		}
		catch (RuntimeException | Error ex) {
			end(own, asked);
			throw ex;
		}
		return own;
	}

	private void run(Load load, boolean asked) {
		try {
			JWKSet keys = this.keySet.load();
			if (keys.isEmpty() && this.loaded == null) {
				// Who has given none yet has not said either that a token is not theirs.
				throw new IOException("the issuer has given no key that can be used");
			}
			take(keys);
			load.succeeded = true;
		}
		catch (IOException | RuntimeException ex) {
			if (!this.failing) {
				logger.warn("The keys of {} cannot be loaded, and are tried again: {}", this.issuer, ex.toString());
			}
			this.failing = true;
		}
		finally {
			end(load, asked);
		}
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // One load at a time.
	private void take(JWKSet keys) {
		Loaded before = this.loaded;
		boolean same = before != null && before.keys().equals(keys);
		this.loaded = new Loaded(keys, now());
		if (!same) {
			this.generation++;
		}
		if (!same || this.failing) {
			logger.info("Loaded {} keys of {}", keys.size(), this.issuer);
		}
		this.failing = false;
	}

	private void end(Load load, boolean asked) {
		this.lastTry = now();
		if (asked) {
			this.lastAsked = this.lastTry;
		}
		this.inProgress.set(null);
		load.over.countDown();
	}

	/**
	 * Waits for a load, if it has not been waited for in vain already and not too many
	 * wait.
	 */
	private boolean isOver(Load load) {
		Duration left = PATIENCE.minusNanos(System.nanoTime() - load.begun);
		if (!left.isPositive() || !this.places.tryAcquire()) {
			return load.await(Duration.ZERO);
		}
		try {
			return load.await(left);
		}
		finally {
			this.places.release();
		}
	}

	private boolean isPause(@Nullable Long last) {
		return last != null && now() - last < PAUSE.toNanos();
	}

	private boolean isOver(long since, Duration time) {
		return now() - since > time.toNanos();
	}

	private long now() {
		return this.time.currentTimeNanos();
	}

	/**
	 * A load, in progress or over.
	 */
	private static final class Load {

		private final long begun = System.nanoTime();

		private final CountDownLatch over = new CountDownLatch(1);

		private volatile boolean succeeded;

		private boolean await(Duration time) {
			try {
				return this.over.await(time.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

	/**
	 * Keys that have been loaded.
	 *
	 * @param keys the keys
	 * @param at when
	 */
	private record Loaded(JWKSet keys, long at) {
	}

}
