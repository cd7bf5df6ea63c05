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
 * The public keys of one issuer, loaded in the background: ahead of need when
 * {@link #refresh} finds them absent or old, and when a token names a key that is not
 * among them, at most once per {@link #PAUSE}. A request with such a token waits for at
 * most 2 s, and only a few wait at a time. Keys stay in use for a day if the issuer
 * cannot be reached. Safe for use by any thread.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

	public static final Duration PAUSE = Duration.ofSeconds(10);

	static final Duration OLD = Duration.ofMinutes(10);

	static final Duration TOO_OLD = Duration.ofDays(1);

	static final int MOST_WAITING = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	// Longer than metadata and keys can take to load.
	private static final Duration WHOLE = Duration.ofSeconds(12);

	private static final Logger logger = LoggerFactory.getLogger(IssuerKeys.class);

	private final String issuer;

	private final KeySet keySet;

	private final TimeMeter time;

	private final Semaphore places;

	private final AtomicReference<@Nullable Load> inProgress = new AtomicReference<>();

	private volatile @Nullable Loaded loaded;

	// When the last load for a token ended, and the last load of any kind.
	private volatile @Nullable Long lastAsked;

	private volatile @Nullable Long lastTry;

	private volatile int generation;

	private boolean failing;

	/**
	 * Creates the keys, without loading them.
	 * @param issuer the issuer, for the log
	 * @param keySet where the keys come from
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
	 * How many requests may wait for the keys of each issuer. The number is shared out,
	 * since issuers of the same provider fail together.
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
	 * Starts to load keys that are absent or old. Does not block.
	 */
	void refresh() {
		Loaded known = this.loaded;
		if ((known == null || isOver(known.at(), OLD)) && !isPause(this.lastTry)) {
			start(false);
		}
	}

	/**
	 * Loads the keys again, even if they are new, and waits for them.
	 * @return whether they have been loaded since the call
	 */
	boolean reload() {
		Load before = this.inProgress.get();
		if (before != null) {
			// That load may have begun before the change that made the caller reload.
			before.await(WHOLE);
		}
		Load load = start(false);
		return load.await(WHOLE) && load.succeeded;
	}

	/**
	 * The issuer, as in the log.
	 */
	String issuer() {
		return this.issuer;
	}

	/**
	 * A number that changes with the keys.
	 */
	int generation() {
		return this.generation;
	}

	/**
	 * The load that a token needs, in progress or started now.
	 * @return the load, or {@code null} if none may start yet
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
			// Another request has started a load meanwhile, and that has ended.
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
				// Without any key of the issuer, no token can be said to be invalid.
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

	@SuppressWarnings("NonAtomicVolatileUpdate") // Only one load runs at a time.
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
	 * Waits for a load, unless it already takes longer than requests wait or too many
	 * wait. Returns whether it has ended.
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
	 * A load, in progress or ended.
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
	 * @param at when they were loaded, in nanoseconds of elapsed time
	 */
	private record Loaded(JWKSet keys, long at) {
	}

}
