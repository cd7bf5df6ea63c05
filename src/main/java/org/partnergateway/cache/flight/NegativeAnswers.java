package org.partnergateway.cache.flight;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while the failures that are answers of the origin. Bounded in number,
 * since any caller can ask for keys that do not exist. The bound is not the store's, so
 * that such keys cannot evict stored values.
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
