package org.partnergateway.licenses;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.ReadThroughCache;
import org.partnergateway.cache.StoresSnapshot;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.callers.limits.FetchLimitException;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.Representations;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.channel.Pauses;
import org.partnergateway.partnercenter.failure.FailureScope;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Finds reports, in the cache or at Partner Center. The only class that knows both. Safe
 * for use by any thread.
 */
public final class LicenseReports {

	private final ReadThroughCache<ReportKey, StoredReport> cache;

	private final ReportFetches fetches;

	private final ServedReports served;

	private final Pauses pauses;

	private final int mostWaiting;

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * Creates the service.
	 * @param mostWaiting how many callers may wait at a time; more are refused, so that
	 * waiting callers do not use up the memory
	 */
	LicenseReports(ReadThroughCache<ReportKey, StoredReport> cache, ReportFetches fetches, ServedReports served,
			Pauses pauses, int mostWaiting) {
		this.cache = cache;
		this.fetches = fetches;
		this.served = served;
		this.pauses = pauses;
		this.mostWaiting = mostWaiting;
	}

	/**
	 * Finds a report.
	 * @param key the key of the report
	 * @param correlation the ids of the caller; sent to Partner Center only if it is
	 * asked for this caller
	 * @param permit takes a fetch from what the caller has left; run only if a fetch
	 * would be started
	 * @return the report, complete unless the caller has to wait for Partner Center;
	 * completes exceptionally with a {@link PartnerCenterException} if the failure is
	 * Partner Center's
	 * @throws FetchLimitException if a fetch is needed, the caller has none left, and no
	 * usable report is stored
	 */
	public CompletableFuture<Found<StoredReport>> find(ReportKey key, Correlation correlation, Runnable permit) {
		if (this.cache.wouldLoad(key)) {
			try {
				permit.run();
			}
			catch (FetchLimitException ex) {
				return stored(key, ex);
			}
		}
		CompletableFuture<Found<StoredReport>> found = this.cache.get(key, this.fetches.load(key, correlation),
				this.fetches.refresh(key));
		if (found.isDone() && !found.isCompletedExceptionally()) {
			this.served.answered(key.query().report(), found.join().outcome());
			return found;
		}
		if (!found.isDone() && this.waiting.get() >= this.mostWaiting) {
			return unwaited(key);
		}
		return waited(key, found, this.fetches.join(key, correlation));
	}

	/**
	 * Answers a caller who has no fetch left.
	 */
	private CompletableFuture<Found<StoredReport>> stored(ReportKey key, FetchLimitException refusal) {
		Found<StoredReport> stored = this.cache.findUsable(key);
		if (stored == null) {
			throw refusal;
		}
		this.served.answered(key.query().report(), stored.outcome());
		return CompletableFuture.completedFuture(stored);
	}

	/**
	 * Answers a caller while too many callers wait. The fetch goes on without them.
	 */
	private CompletableFuture<Found<StoredReport>> unwaited(ReportKey key) {
		LicenseReport report = key.query().report();
		Found<StoredReport> stored = this.cache.findUsable(key);
		if (stored == null) {
			this.served.failed(report);
			return CompletableFuture.failedFuture(PartnerCenterException.tooManyWait());
		}
		this.served.answered(report, stored.outcome());
		return CompletableFuture.completedFuture(stored);
	}

	/**
	 * Finds a report that can be sent at once, without starting a fetch.
	 * @param key the key of the report
	 * @return the report, or {@code null} if none is stored or a fetch has to be started
	 */
	public @Nullable Found<StoredReport> findAtHand(ReportKey key) {
		return this.cache.findAtHand(key);
	}

	/**
	 * Counts a report that was found by {@link #findAtHand} and is sent.
	 */
	public void served(LicenseReport report, Outcome outcome) {
		this.served.answered(report, outcome);
	}

	private CompletableFuture<Found<StoredReport>> waited(ReportKey key, CompletableFuture<Found<StoredReport>> found,
			@Nullable Runnable arrival) {
		LicenseReport report = key.query().report();
		this.waiting.incrementAndGet();
		return found.handle((answer, failure) -> {
			this.waiting.decrementAndGet();
			if (arrival != null) {
				arrival.run();
			}
			if (failure != null) {
				Throwable told = told(failure);
				if (told instanceof PartnerCenterException.Answer) {
					this.served.refused(report);
				}
				else {
					this.served.failed(report);
				}
				throw new CompletionException(told);
			}
			this.served.answered(report, answer.outcome());
			return answer;
		});
	}

	/**
	 * Fetches a report ahead of need.
	 * @param key the key of the report
	 * @return how long the report is fresh, or after a failure how long the back-off
	 * lasts, which {@link #backOff} tells apart; never completes exceptionally
	 */
	CompletableFuture<Duration> refreshAhead(ReportKey key) {
		return this.cache.refresh(key, this.fetches.refresh(key));
	}

	/**
	 * How long the back-off of a report still lasts.
	 * @param key the key of the report
	 * @return the time left; zero if Partner Center may be asked
	 */
	public Duration backOff(ReportKey key) {
		return this.cache.backOff(key);
	}

	/**
	 * The state of the partner reports. Fetches nothing.
	 * @return one for each partner report
	 */
	public List<ReportSnapshot> partnerReports() {
		return ReportKey.ofPartner()
			.stream()
			.map((key) -> new ReportSnapshot(key.query().report(), this.cache.entry(key), longer(backOff(key))))
			.toList();
	}

	/**
	 * The state of the stores of all reports.
	 * @return their state
	 */
	public StoresSnapshot stores() {
		StoresSnapshot stores = this.cache.stores();
		boolean known = this.cache.longestBackOff(FailureScope.EVERYTHING::equals).isPositive();
		return (this.pauses.left().isPositive() && !known) ? stores.withOneMoreLeftAlone() : stores;
	}

	/**
	 * How long the longest back-off of any question about a report still lasts.
	 * @param report the report
	 * @return the longest time left; zero if Partner Center may be asked every question
	 */
	public Duration backOff(LicenseReport report) {
		return longer(this.cache.longestBackOff((subject) -> PartnerCenterFailures.concerns(subject, report)));
	}

	/**
	 * The back-off or the pause, whichever is longer. A pause counts as soon as Partner
	 * Center has asked for it, even if the fetch that met it is still waiting for its
	 * end.
	 */
	private Duration longer(Duration backOff) {
		return Collections.max(List.of(backOff, this.pauses.left()));
	}

	/**
	 * Registers a listener for each partner report that is stored from now on, whichever
	 * replica fetched it. Reports in another locale than the default one, and pages, are
	 * left out.
	 * @param listener receives the report and its bytes, which it must not change; must
	 * not block, since others wait for it
	 */
	public void onPartnerReport(BiConsumer<LicenseReport, byte[]> listener) {
		this.cache.onStored((key, entry) -> {
			LicenseReport report = key.query().report();
			if (report.isOfPartner() && key.locale().equals(Correlation.DEFAULT_LOCALE)
					&& entry.value().content() instanceof Representations whole) {
				listener.accept(report, whole.plain().body());
			}
		});
	}

	void bindTo(MeterRegistry registry) {
		this.cache.bindTo(registry, "reports");
		Gauge.builder("reports.waiting", this.waiting, AtomicInteger::get)
			.description("Callers who wait for Partner Center")
			.register(registry);
	}

	/**
	 * Ends the back-offs after failures that were due to the gateway's credentials, once
	 * those have changed.
	 */
	void forgiveCredentials() {
		this.cache
			.forgive((failure) -> failure instanceof PartnerCenterException known && known.dependsOnCredentials());
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
