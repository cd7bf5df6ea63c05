package org.partnergateway.callers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

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
 * The public keys of one issuer, loaded when the first token comes and again when they
 * are old or a token names a key that is not among them; one load at a time, and none for
 * a pause after the last one, whatever comes in. Keys stay in use for a day if the issuer
 * cannot be reached. Safe for use by any thread.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

	static final Duration PAUSE = Duration.ofSeconds(10);

	static final Duration OLD = Duration.ofMinutes(15);

	static final Duration TOO_OLD = Duration.ofDays(1);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger(IssuerKeys.class);

	private final String issuer;

	private final KeySet keySet;

	private final TimeMeter time;

	private final ReentrantLock loading = new ReentrantLock();

	private volatile @Nullable Loaded loaded;

	private volatile @Nullable Long lastTry;

	private volatile int generation;

	/**
	 * Creates the keys, without loading them.
	 * @param issuer whose, for the log
	 * @param keySet where they are
	 * @param time the time by which they age
	 */
	IssuerKeys(String issuer, KeySet keySet, TimeMeter time) {
		this.issuer = issuer;
		this.keySet = keySet;
		this.time = time;
	}

	@Override
	@SuppressWarnings("ReferenceEquality")
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		Loaded known = this.loaded;
		if (known == null) {
			return selector.select(usable(loadUnless(null, PATIENCE)));
		}
		Loaded current = known.isOlderThan(OLD, now()) ? loadUnless(known, Duration.ZERO) : known;
		List<JWK> keys = selector.select(usable(current));
		if (keys.isEmpty() && current == known) {
			return selector.select(usable(loadUnless(known, PATIENCE)));
		}
		return keys;
	}

	/**
	 * Loads the keys, unless they are other ones than those that are known by now.
	 */
	@SuppressWarnings("ReferenceEquality")
	private @Nullable Loaded loadUnless(@Nullable Loaded known, Duration patience) {
		if (isPause() || !lock(patience)) {
			return this.loaded;
		}
		try {
			if (this.loaded == known && !isPause()) {
				load();
			}
			return this.loaded;
		}
		finally {
			this.loading.unlock();
		}
	}

	/**
	 * Another number for other keys.
	 */
	int generation() {
		return this.generation;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
	private void load() {
		try {
			JWKSet keys = this.keySet.load();
			Loaded before = this.loaded;
			boolean same = before != null && before.keys().equals(keys);
			this.loaded = new Loaded(keys, now());
			if (!same) {
				this.generation++;
			}
			logger.info("Loaded {} keys of {}", keys.size(), this.issuer);
		}
		catch (IOException ex) {
			logger.warn("The keys of {} cannot be loaded: {}", this.issuer, ex.toString());
		}
		finally {
			this.lastTry = now();
		}
	}

	private JWKSet usable(@Nullable Loaded current) throws KeySourceException {
		if (current == null || current.isOlderThan(TOO_OLD, now())) {
			throw new RemoteKeySourceException("the keys of the issuer cannot be loaded", null);
		}
		return current.keys();
	}

	private boolean isPause() {
		Long last = this.lastTry;
		return last != null && now() - last < PAUSE.toNanos();
	}

	private boolean lock(Duration patience) {
		try {
			return this.loading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private long now() {
		return this.time.currentTimeNanos();
	}

	/**
	 * Keys that have been loaded.
	 *
	 * @param keys the keys
	 * @param at when
	 */
	private record Loaded(JWKSet keys, long at) {

		boolean isOlderThan(Duration age, long now) {
			return now - this.at > age.toNanos();
		}

	}

}
