package org.partnergateway.licenses;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.partnergateway.licenses.stored.ReportKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Fetches the partner reports when the gateway starts, and again before they expire, so
 * that no caller has to wait for them. Does not delay the start, which succeeds without
 * Partner Center.
 */
final class WarmReports implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(WarmReports.class);

	// Share of the time to live: early enough for some attempts, and not twice as often
	// as needed.
	private static final double AHEAD = 0.8;

	// Keeps replicas that started together from asking at the same time from then on.
	private static final double JITTER = 0.1;

	private final LicenseReports reports;

	private final List<ReportKey> keys;

	private final TaskScheduler scheduler;

	private final InstantSource clock;

	private final Duration shortestPause;

	// The next refresh of each report.
	private final ConcurrentMap<ReportKey, ScheduledFuture<?>> next = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Creates the task.
	 * @param shortestPause the shortest time between two fetches of a report, even if its
	 * time to live is shorter
	 */
	WarmReports(LicenseReports reports, List<ReportKey> keys, TaskScheduler scheduler, InstantSource clock,
			Duration shortestPause) {
		this.reports = reports;
		this.keys = keys;
		this.scheduler = scheduler;
		this.clock = clock;
		this.shortestPause = shortestPause;
	}

	static TaskScheduler scheduler() {
		SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
		scheduler.setVirtualThreads(true);
		scheduler.setThreadNamePrefix("warm-reports-");
		return scheduler;
	}

	@Override
	public void start() {
		this.running = true;
		refreshNow();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Fetches all reports now, instead of at their scheduled time.
	 */
	void refreshNow() {
		this.keys.forEach((key) -> scheduleRefresh(key, Duration.ZERO));
	}

	/**
	 * Schedules the next refresh of a report, in place of the one scheduled before.
	 */
	private void scheduleRefresh(ReportKey key, Duration pause) {
		this.next.compute(key, (same, before) -> {
			if (before != null) {
				before.cancel(false);
			}
			return this.scheduler.schedule(() -> refresh(key), this.clock.instant().plus(pause));
		});
	}

	private void refresh(ReportKey key) {
		if (!this.running) {
			return;
		}
		var _ = fetch(key).thenApply((timeToLive) -> pause(key, timeToLive)).exceptionally((failure) -> {
			logger.error("A report that is kept warm could not be fetched for a reason that nobody expected", failure);
			return this.shortestPause;
		}).thenAccept((pause) -> scheduleRefresh(key, pause)).exceptionally((failure) -> {
			if (this.running) {
				logger.error("{} is not kept warm any longer", key.query(), failure);
			}
			return null;
		});
	}

	private CompletableFuture<Duration> fetch(ReportKey key) {
		try {
			return this.reports.refreshAhead(key);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Duration pause(ReportKey key, Duration timeToLive) {
		Duration backOff = this.reports.backOff(key);
		return backOff.isPositive() ? backOff : ahead(timeToLive);
	}

	private Duration ahead(Duration timeToLive) {
		double share = AHEAD - JITTER * ThreadLocalRandom.current().nextDouble();
		Duration pause = Duration.ofMillis(Math.round(timeToLive.toMillis() * share));
		return (pause.compareTo(this.shortestPause) < 0) ? this.shortestPause : pause;
	}

}
