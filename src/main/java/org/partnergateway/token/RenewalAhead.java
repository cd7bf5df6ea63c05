package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

import org.partnergateway.token.backoff.RetryDelay;
import org.partnergateway.token.request.TokenErrors;
import org.partnergateway.token.request.TokenException;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Renews a token in use before it expires, and repeats a failed renewal while the token
 * is usable.
 */
final class RenewalAhead {

	private final Disposable.Swap timer = Disposables.swap();

	private final Predicate<Lease> inUse;

	private final Function<Lease, CompletableFuture<AccessToken>> renewal;

	private final Scheduler scheduler;

	/**
	 * Creates an instance that does nothing yet.
	 * @param inUse whether a token is still the one in use
	 * @param renewal joins the renewal in progress, or starts one
	 * @param scheduler the time of day, and timers
	 */
	RenewalAhead(Predicate<Lease> inUse, Function<Lease, CompletableFuture<AccessToken>> renewal, Scheduler scheduler) {
		this.inUse = inUse;
		this.renewal = renewal;
		this.scheduler = scheduler;
	}

	/**
	 * Schedules the renewal of a token, in place of any other.
	 */
	void schedule(Lease lease) {
		Instant renewAt = lease.renewAt();
		if (renewAt != null) {
			schedule(Duration.between(now(), renewAt), lease, 0);
		}
	}

	/**
	 * Renews a token in use at once.
	 */
	void renewNow(Lease lease) {
		renew(lease, 0);
	}

	/**
	 * Cancels the scheduled renewal, and all later ones.
	 */
	void end() {
		this.timer.dispose();
	}

	private void schedule(Duration delay, Lease lease, int failures) {
		this.timer.update(
				this.scheduler.schedule(() -> renewIfInUse(lease, failures), delay.toMillis(), TimeUnit.MILLISECONDS));
	}

	private void renewIfInUse(Lease lease, int failures) {
		if (this.inUse.test(lease)) {
			renew(lease, failures);
		}
	}

	private void renew(Lease lease, int failures) {
		var _ = this.renewal.apply(lease).whenComplete((token, failure) -> {
			if (failure != null) {
				retry(lease, failures + 1, TokenErrors.translate(failure));
			}
		});
	}

	/**
	 * Tries again later if the token will still be usable by then. If not, the next one
	 * is fetched on demand.
	 */
	private void retry(Lease lease, int failures, TokenException failure) {
		Duration delay = RetryDelay.after(failures, failure);
		if (this.inUse.test(lease) && lease.isUsable(now().plus(delay))) {
			schedule(delay, lease, failures);
		}
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

}
