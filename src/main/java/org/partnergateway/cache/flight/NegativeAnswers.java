package org.partnergateway.cache.flight;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What the origin said there is not, for a while. Bounded in number, since anybody can
 * ask for what there is not; the bound is not the store's, so that nobody can drive out
 * of that what there is.
 *
 * @param <K> the type of the keys
 */
final class NegativeAnswers<K> {

	private static final long MOST_KEYS = 10_000;

	private final Cache<K, Throwable> answers;

	/**
	 * Creates the memory.
	 * @param timeToLive how long an answer is remembered; zero for not at all
	 */
	NegativeAnswers(Duration timeToLive, Ticker ticker) {
		this.answers = Caffeine.newBuilder()
			.maximumSize(timeToLive.isPositive() ? MOST_KEYS : 0)
			.expireAfterWrite(timeToLive)
			.ticker(ticker)
			.executor(Runnable::run)
			.build();
	}

	@Nullable Throwable get(K key) {
		return this.answers.getIfPresent(key);
	}

	void put(K key, Throwable answer) {
		this.answers.put(key, answer);
	}

}
