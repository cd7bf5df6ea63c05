package org.partnergateway.callers.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by caller or address. A period begins with the first request of a
 * caller. At its end the count is forgotten, and the next request begins another period,
 * so that the headers always say what is left. Holds at most {@value #MOST} counts;
 * beyond that, those that are used least are forgotten early. Safe for use by any thread.
 */
public final class RateLimits {

	static final int MOST = 20_000;

	private final RateLimitPolicy policy;

	private final String policyHeader;

	private final TimeMeter time;

	private final Cache<String, Allowance> allowances;

	public RateLimits(RateLimitPolicy policy, TimeMeter time) {
		this.policy = policy;
		this.policyHeader = policy.header();
		this.time = time;
		this.allowances = Caffeine.newBuilder()
			.maximumSize(MOST)
			// From the first request: to record each access takes a lock and another
			// thread.
			.expireAfterWrite(policy.period())
			.ticker(time::currentTimeNanos)
			.build();
	}

	/**
	 * Takes one request from what a caller has left.
	 * @param who the caller or address
	 * @return whether there was one, and what is left
	 */
	public Permit take(String who) {
		return this.allowances.get(who, (_) -> new Allowance(bucket())).take();
	}

	/**
	 * Takes one request from what a caller has left, if there is one.
	 * @param who the caller or address
	 * @return what is left, or {@code null} if there was none; then nothing has changed
	 */
	public @Nullable Permit takeIfAny(String who) {
		return this.allowances.get(who, (_) -> new Allowance(bucket())).takeIfAny();
	}

	private Bucket bucket() {
		return Bucket.builder()
			.withCustomTimePrecision(this.time)
			.addLimit((limit) -> limit.capacity(this.policy.requests())
				.refillIntervally(this.policy.requests(), this.policy.period()))
			.build();
	}

	/**
	 * What one caller has left.
	 */
	private final class Allowance {

		private final Bucket bucket;

		private final AtomicBoolean refused = new AtomicBoolean();

		private Allowance(Bucket bucket) {
			this.bucket = bucket;
		}

		private Permit take() {
			ConsumptionProbe probe = this.bucket.tryConsumeAndReturnRemaining(1);
			boolean first = !probe.isConsumed() && this.refused.compareAndSet(false, true);
			return permit(probe, first);
		}

		private @Nullable Permit takeIfAny() {
			ConsumptionProbe probe = this.bucket.tryConsumeAndReturnRemaining(1);
			return probe.isConsumed() ? permit(probe, false) : null;
		}

		private Permit permit(ConsumptionProbe probe, boolean firstRefusal) {
			if (probe.isConsumed() && this.refused.get()) {
				this.refused.set(false);
			}
			return new Permit(probe.isConsumed(), firstRefusal, probe.getRemainingTokens(),
					Duration.ofNanos(probe.getNanosToWaitForReset()), RateLimits.this.policyHeader,
					RateLimits.this.policy.name());
		}

	}

}
