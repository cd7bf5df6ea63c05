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
 * The reports, wherever they come from: the only class that knows both the cache and
 * Partner Center. Safe for use by any thread.
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
	 * those who wait do not run the process out of memory
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
	 * @param key which
	 * @param correlation on whose behalf; goes to Partner Center only if that is asked
	 * for this caller
	 * @param permit takes a fetch from what the caller has left, if one would be started
	 * @return the report, complete unless Partner Center has to be waited for;
	 * exceptionally a {@link PartnerCenterException} where the failure is Partner
	 * Center's
	 * @throws FetchLimitException if a fetch is needed that the caller may not cause
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
	 * Answers a caller who may not cause a fetch.
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
	 * Answers a caller for whom there is no place to wait. What is being fetched comes
	 * all the same.
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
	 * Finds a report that can be answered with at once, and with nothing else to do.
	 * @param key which
	 * @return the report, or {@code null} if there is none, or a fetch to start
	 */
	public @Nullable Found<StoredReport> findAtHand(ReportKey key) {
		return this.cache.findAtHand(key);
	}

	/**
	 * Notes that {@link #findAtHand} has led to an answer.
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
	 * @param key which
	 * @return how long it is fresh, or after a failure how long Partner Center is left
	 * alone, which {@link #backOff} tells apart. Never fails
	 */
	CompletableFuture<Duration> refreshAhead(ReportKey key) {
		return this.cache.refresh(key, this.fetches.refresh(key));
	}

	/**
	 * How long Partner Center is still left alone after it failed to give a report.
	 * @param key which
	 * @return the time left; zero if it may be asked
	 */
	public Duration backOff(ReportKey key) {
		return this.cache.backOff(key);
	}

	/**
	 * How the reports are kept that are about all that the partner sold. Fetches nothing.
	 * @return one for each
	 */
	public List<ReportSnapshot> partnerReports() {
		return ReportKey.ofPartner()
			.stream()
			.map((key) -> new ReportSnapshot(key.query().report(), this.cache.entry(key), longer(backOff(key))))
			.toList();
	}

	/**
	 * How the stores of all reports are.
	 * @return their state
	 */
	public StoresSnapshot stores() {
		StoresSnapshot stores = this.cache.stores();
		boolean known = this.cache.longestBackOff(FailureScope.EVERYTHING::equals).isPositive();
		return (this.pauses.left().isPositive() && !known) ? stores.withOneMoreLeftAlone() : stores;
	}

	/**
	 * How long Partner Center is still left alone for any question about a report.
	 * @param report which
	 * @return the longest time left; zero if it may be asked whatever the question
	 */
	public Duration backOff(LicenseReport report) {
		return longer(this.cache.longestBackOff((subject) -> PartnerCenterFailures.concerns(subject, report)));
	}

	/**
	 * A pause counts as soon as Partner Center has asked for it, though the fetch that
	 * met it may be waiting for its end yet.
	 */
	private Duration longer(Duration backOff) {
		return Collections.max(List.of(backOff, this.pauses.left()));
	}

	/**
	 * Tells of each partner report that is stored from now on, whichever replica fetched
	 * it, as far as it is in the culture that Partner Center assumes.
	 * @param listener what to do with the report and its bytes, which it must not change;
	 * at once and without blocking, since others wait
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
	 * Lets Partner Center be asked again for reports that failed because of the gateway's
	 * credentials, which have changed.
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
