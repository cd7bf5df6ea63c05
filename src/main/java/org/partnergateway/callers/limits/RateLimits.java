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
 * Counts requests by whom they come from. A period begins with somebody's first request;
 * at its end the count is forgotten, and with the next request another one begins, so
 * that what the headers say is what there is. Of more than {@value #MOST} at once the
 * least seen are forgotten before that. Safe for use by any thread.
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
			// By the first request: to note each use takes a lock and another thread.
			.expireAfterWrite(policy.period())
			.ticker(time::currentTimeNanos)
			.build();
	}

	/**
	 * Takes one request from what somebody has left.
	 * @param who whose
	 * @return whether there was one, and what is left
	 */
	public Permit take(String who) {
		return this.allowances.get(who, (_) -> new Allowance(bucket())).take();
	}

	/**
	 * Takes one request from what somebody has left, if there is one.
	 * @param who whose
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
	 * What somebody has left.
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
