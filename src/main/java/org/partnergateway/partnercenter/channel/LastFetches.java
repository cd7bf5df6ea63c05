package org.partnergateway.partnercenter.channel;

import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.failure.Outcome;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Remembers the results of the last fetches, for health and status. Safe for use by any
 * thread.
 */
public final class LastFetches {

	private final InstantSource clock;

	private volatile @Nullable Instant success;

	private volatile @Nullable FailedFetch failure;

	public LastFetches(InstantSource clock) {
		this.clock = clock;
	}

	void succeeded() {
		this.success = this.clock.instant();
	}

	void failed(LicenseReport report, PartnerCenterException failure) {
		this.failure = new FailedFetch(this.clock.instant(), report, Outcome.of(failure),
				String.valueOf(failure.getMessage()));
	}

	/**
	 * When Partner Center last answered, with a report or with an answer that rejects the
	 * question.
	 * @return the time, or {@code null} if it never did
	 */
	public @Nullable Instant success() {
		return this.success;
	}

	/**
	 * The last failure, even if a success came after it.
	 * @return the failure, or {@code null} if there never was one
	 */
	public @Nullable FailedFetch failure() {
		return this.failure;
	}

	/**
	 * Whether Partner Center failed when it was last asked.
	 * @return whether the last failure is younger than the last success
	 */
	public boolean isFailing() {
		FailedFetch last = this.failure;
		Instant well = this.success;
		return last != null && (well == null || last.at().isAfter(well));
	}

	/**
	 * A fetch that failed.
	 *
	 * @param at when it failed
	 * @param report the report
	 * @param outcome the name of the failure in meters
	 * @param message what happened and what to do; fit for a caller
	 */
	public record FailedFetch(Instant at, LicenseReport report, String outcome, String message) {
	}

}
