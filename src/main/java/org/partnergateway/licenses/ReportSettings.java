package org.partnergateway.licenses;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.partnergateway.cache.failure.BackOffPolicy;
import org.partnergateway.cache.flight.CacheSettings;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.settings.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings for keeping reports and waiting for them, checked.
 *
 * @param cache the settings of the cache
 * @param mostWaiting how many callers may wait at a time
 * @param shortestWarmPause the least time between two refreshes ahead of need
 */
record ReportSettings(CacheSettings cache, int mostWaiting, Duration shortestWarmPause) {

	private static final Logger logger = LoggerFactory.getLogger(ReportSettings.class);

	private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(1);

	private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

	private static final Duration LONGEST_ASKED_BACK_OFF = Duration.ofDays(1);

	// After the client's own deadline: the cache's only matters if the client misses its
	// own.
	private static final Duration GRACE = Duration.ofSeconds(1);

	// How long a refused question is remembered.
	private static final Duration ANSWER = Duration.ofMinutes(1);

	private static final long SMALL_HEAP = 128_000_000;

	private static final long BYTES_OF_THE_REST = 48_000_000;

	// Nearly all of it is Tomcat's buffers of the unfinished request.
	private static final int BYTES_OF_A_WAITING_CALLER = 125_000;

	private static final Duration SHORTEST_WARM_PAUSE = Duration.ofSeconds(30);

	/**
	 * Checks the settings.
	 * @param properties what is configured
	 * @param deadline the longest time that a fetch takes
	 * @throws InvalidSettingException if a setting is not possible
	 */
	static ReportSettings of(ReportsProperties properties, Duration deadline) {
		check(properties);
		FreshnessPolicy freshness = new FreshnessPolicy(properties.timeToLive(), properties.staleWhileRevalidate(),
				properties.staleIfError());
		BackOffPolicy backOff = new BackOffPolicy(SHORTEST_BACK_OFF, LONGEST_BACK_OFF, LONGEST_ASKED_BACK_OFF,
				() -> ThreadLocalRandom.current().nextDouble());
		CacheSettings cache = new CacheSettings(freshness, backOff, deadline.plus(GRACE), ANSWER,
				properties.maxSize().toBytes());
		boolean brief = properties.timeToLive().compareTo(SHORTEST_WARM_PAUSE) < 0;
		return new ReportSettings(cache, mostWaiting(properties), brief ? Duration.ofSeconds(1) : SHORTEST_WARM_PAUSE);
	}

	private static void check(ReportsProperties properties) {
		if (properties.shortWay() != null) {
			logger.warn("reports.short-way is now called reports.fast-path. Set that in its place.");
		}
		InvalidSettingException.unlessPositive("reports.time-to-live", properties.timeToLive());
		InvalidSettingException.ifNegative("reports.stale-while-revalidate", properties.staleWhileRevalidate());
		InvalidSettingException.ifNegative("reports.stale-if-error", properties.staleIfError());
		if (properties.maxSize().toBytes() <= 0) {
			throw new InvalidSettingException("reports.max-size", "is not positive", "Set it to a size such as 64MB.");
		}
		long heap = Runtime.getRuntime().maxMemory();
		if (properties.maxSize().toBytes() > heap) {
			throw new InvalidSettingException("reports.max-size",
					"is larger than the heap, which has %d MB".formatted(heap >> 20),
					"Set it to half of the heap at most, or give the process more memory.");
		}
	}

	/**
	 * How many callers may wait at a time. The default is as many as fit into half of the
	 * heap that the rest of the gateway leaves, or into a quarter of it if the heap is
	 * small.
	 */
	private static int mostWaiting(ReportsProperties properties) {
		Integer most = properties.maxWaiting();
		if (most == null) {
			long heap = Runtime.getRuntime().maxMemory();
			long room = (heap - BYTES_OF_THE_REST) / ((heap < SMALL_HEAP) ? 4 : 2);
			return Math.clamp(room / BYTES_OF_A_WAITING_CALLER, 50, 100_000);
		}
		if (most < 1) {
			throw new InvalidSettingException("reports.max-waiting", "is not positive",
					"Set it to the number of callers who may wait at a time, such as 1000, or remove it.");
		}
		return most;
	}

}
