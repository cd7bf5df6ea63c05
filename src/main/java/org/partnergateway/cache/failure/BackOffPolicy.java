package org.partnergateway.cache.failure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * How long an origin is left alone after it failed: what it asked for, else a time that
 * doubles with each failure in a row, with jitter so that replicas do not return in step.
 *
 * @param shortest the delay after the first failure, and the least there is
 * @param longest where doubling ends
 * @param longestAsked the most that an origin may ask for: a guard against nonsense
 * @param random a source of numbers from 0 to 1
 */
public record BackOffPolicy(Duration shortest, Duration longest, Duration longestAsked, DoubleSupplier random) {

	Duration delay(int failures, @Nullable Duration asked) {
		if (asked != null) {
			return clamp(asked, this.longestAsked);
		}
		// Past 30 doublings of any sensible delay the longest is long reached.
		double nominal = Math.scalb((double) this.shortest.toMillis(), Math.min(failures - 1, 30));
		double bounded = Math.min(nominal, (double) this.longest.toMillis());
		// Half of it is certain, half of it is chance.
		return clamp(Duration.ofMillis(Math.round(bounded * (0.5 + this.random.getAsDouble() / 2))), this.longest);
	}

	private Duration clamp(Duration delay, Duration most) {
		return Collections.max(List.of(this.shortest, Collections.min(List.of(delay, most))));
	}

}
