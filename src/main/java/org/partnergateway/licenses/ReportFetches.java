package org.partnergateway.licenses;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;

/**
 * Fetches reports for the store. Safe for use by any thread.
 */
final class ReportFetches {

	private final PartnerCenterClient partnerCenter;

	private final CacheControl cacheControl;

	private final FlightTraces traces;

	ReportFetches(PartnerCenterClient partnerCenter, CacheControl cacheControl, FlightTraces traces) {
		this.partnerCenter = partnerCenter;
		this.cacheControl = cacheControl;
		this.traces = traces;
	}

	/**
	 * A fetch of the gateway itself, with generated ids.
	 */
	Load<StoredReport> refresh(ReportKey key) {
		return (probe) -> fetch(key, Correlation.generated(key.locale()), probe);
	}

	/**
	 * A fetch on behalf of a caller.
	 */
	Load<StoredReport> load(ReportKey key, Correlation correlation) {
		return new TracedLoad((probe) -> fetch(key, correlation, probe));
	}

	/**
	 * Notes that a caller waits for the fetch in progress.
	 * @return what to do when the wait is over, or {@code null} if there is nothing to do
	 */
	@Nullable Runnable join(ReportKey key, Correlation correlation) {
		return this.traces.join(key, correlation);
	}

	/**
	 * Registers a listener for the moment when fetches that failed for lack of a token
	 * may succeed.
	 * @param listener called on a thread that may block
	 */
	void onCredentialsChanged(Runnable listener) {
		this.partnerCenter.onCredentialsChanged(listener);
	}

	private CompletableFuture<Loaded<StoredReport>> fetch(ReportKey key, Correlation correlation, boolean probe) {
		CompletableFuture<PartnerCenterResponse> response = this.traces.trace(key, correlation,
				() -> this.partnerCenter.fetch(key.query(), correlation, probe));
		CompletableFuture<Loaded<StoredReport>> loaded = response
			.thenApply((answer) -> this.cacheControl.loaded(key, answer));
		// A caller who cancels the result cancels the request too.
		var _ = loaded.whenComplete((report, failure) -> response.cancel(true));
		return loaded;
	}

}
