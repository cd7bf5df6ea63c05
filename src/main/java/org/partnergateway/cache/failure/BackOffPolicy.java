package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Computes how long an origin is left alone after a failure: the time that it asked for,
 * or a time that doubles with each failure in a row. Jitter keeps replicas from returning
 * at the same time.
 *
 * @param shortest the delay after the first failure, and the shortest of all
 * @param longest the delay at which doubling ends
 * @param longestAsked the longest delay that an origin may ask for; longer ones are cut
 * to it
 * @param random a source of numbers from 0 to 1
 */
public record BackOffPolicy(Duration shortest, Duration longest, Duration longestAsked, DoubleSupplier random) {

	Duration delay(int failures, @Nullable Duration asked) {
		if (asked != null) {
			return clamp(asked, this.longestAsked);
		}
		// 30 doublings of any sensible delay are far above the longest.
		double nominal = Math.scalb((double) this.shortest.toMillis(), Math.min(failures - 1, 30));
		double bounded = Math.min(nominal, (double) this.longest.toMillis());
		// Half of the delay is fixed, half is jitter.
		return clamp(Duration.ofMillis(Math.round(bounded * (0.5 + this.random.getAsDouble() / 2))), this.longest);
	}

	private Duration clamp(Duration delay, Duration most) {
		return Collections.max(List.of(this.shortest, Collections.min(List.of(delay, most))));
	}

}
