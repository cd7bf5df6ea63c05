package org.partnergateway.licenses;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.cache.Load;
import org.partnergateway.cache.LoadFailedException;
import org.partnergateway.cache.Loaded;
import org.partnergateway.cache.ReadThroughCache;
import org.partnergateway.cache.StoresSnapshot;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.LicenseReport;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.PartnerCenterException;
import org.partnergateway.partnercenter.PartnerCenterResponse;
import org.partnergateway.partnercenter.ReportQuery;

/**
 * The reports, wherever they come from: the only class that knows both the cache and
 * Partner Center. Safe for use by any thread.
 */
public final class LicenseReports {

	private final ReadThroughCache<ReportKey, StoredReport> cache;

	private final PartnerCenterClient partnerCenter;

	LicenseReports(ReadThroughCache<ReportKey, StoredReport> cache, PartnerCenterClient partnerCenter) {
		this.cache = cache;
		this.partnerCenter = partnerCenter;
	}

	/**
	 * Finds a report.
	 * @param key which
	 * @param correlation on whose behalf; goes to Partner Center only if that is asked
	 * for this caller
	 * @return the report, complete unless Partner Center has to be waited for;
	 * exceptionally a {@link PartnerCenterException} where the failure is Partner
	 * Center's
	 */
	CompletableFuture<Found<StoredReport>> find(ReportKey key, Correlation correlation) {
		CompletableFuture<Found<StoredReport>> found = this.cache.get(key, load(key, correlation), refresh(key));
		return found.isDone() && !found.isCompletedExceptionally() ? found
				: found.exceptionallyCompose((failure) -> CompletableFuture.failedFuture(told(failure)));
	}

	/**
	 * Fetches a report ahead of need.
	 * @param key which
	 * @return how long it is fresh, or after a failure how long Partner Center is left
	 * alone, which {@link #backOff} tells apart. Never fails
	 */
	CompletableFuture<Duration> refreshAhead(ReportKey key) {
		return this.cache.refresh(key, refresh(key));
	}

	/**
	 * How long Partner Center is still left alone after it failed to give a report.
	 * @param key which
	 * @return the time left; zero if it may be asked
	 */
	Duration backOff(ReportKey key) {
		return this.cache.backOff(key);
	}

	/**
	 * How the reports are kept that are about all that the partner sold. Fetches nothing.
	 * @return one for each
	 */
	public List<ReportSnapshot> partnerReports() {
		return Stream.of(LicenseReport.values()).filter(LicenseReport::isOfPartner).map(this::snapshot).toList();
	}

	private ReportSnapshot snapshot(LicenseReport report) {
		ReportKey key = new ReportKey(ReportQuery.of(report), Correlation.DEFAULT_LOCALE);
		return new ReportSnapshot(report, this.cache.entry(key), backOff(key));
	}

	/**
	 * How the stores of all reports are.
	 * @return their state
	 */
	public StoresSnapshot stores() {
		return this.cache.stores();
	}

	/**
	 * Lets Partner Center be asked again for reports that failed because of the gateway's
	 * credentials, which have changed.
	 */
	void forgiveCredentials() {
		this.cache
			.forgive((failure) -> failure instanceof PartnerCenterException known && known.dependsOnCredentials());
	}

	private Load<StoredReport> refresh(ReportKey key) {
		// A refresh is the gateway's own, with an identity of its own.
		return (probe) -> fetch(key, Correlation.generated(key.locale()), probe);
	}

	private Load<StoredReport> load(ReportKey key, Correlation correlation) {
		return new TracedLoad((probe) -> fetch(key, correlation, probe));
	}

	private CompletableFuture<Loaded<StoredReport>> fetch(ReportKey key, Correlation correlation, boolean probe) {
		CompletableFuture<PartnerCenterResponse> response = this.partnerCenter.fetch(key.query(), correlation, probe);
		CompletableFuture<Loaded<StoredReport>> loaded = response.thenApply(LicenseReports::loaded);
		// Whoever gives up on the one gives up on the other.
		var _ = loaded.whenComplete((report, failure) -> response.cancel(true));
		return loaded;
	}

	private static Loaded<StoredReport> loaded(PartnerCenterResponse response) {
		return new Loaded<>(StoredReport.of(response), response.storability().storable(),
				response.storability().maxAge());
	}

	private static Throwable told(Throwable failure) {
		LoadFailedException known = LoadFailedException.from(failure);
		PartnerCenterException cause = partnerCenterException(known.failure());
		if (cause == null) {
			return known.failure();
		}
		return known.attempted() ? cause.told(known.retryAfter()) : cause.leftAlone(known.retryAfter());
	}

	private static @Nullable PartnerCenterException partnerCenterException(Throwable failure) {
		if (failure instanceof TimeoutException) {
			return PartnerCenterException.timedOut(failure);
		}
		return (failure instanceof PartnerCenterException known) ? known : null;
	}

}
