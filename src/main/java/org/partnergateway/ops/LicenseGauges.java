package org.partnergateway.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.partnergateway.insights.DeploymentInsight;
import org.partnergateway.insights.Insight;
import org.partnergateway.insights.Insights;
import org.partnergateway.insights.UsageInsight;
import org.partnergateway.ops.LicenseFigures.Figure;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the figures of both partner reports, for teams that want to graph their
 * licenses without writing a client. The figures are read once from each report, when it
 * comes, on a separate thread. Safe for use by any thread.
 */
final class LicenseGauges {

	private static final Logger logger = LoggerFactory.getLogger(LicenseGauges.class);

	// The most rows of each gauge: Microsoft has fewer services, channels and workloads.
	private static final int MOST_ROWS = 1_000;

	private final Map<LicenseReport, byte[]> latest = new ConcurrentHashMap<>();

	private final Map<LicenseReport, Instant> newestRow = new ConcurrentHashMap<>();

	private final ReentrantLock updating = new ReentrantLock();

	private final ReportRows rows;

	private final MultiGauge sold;

	private final MultiGauge deployed;

	private final MultiGauge used;

	LicenseGauges(MeterRegistry meters, InstantSource clock) {
		this.rows = new ReportRows(meters);
		this.sold = MultiGauge.builder("partnercenter.licenses.sold").description("Licenses sold").register(meters);
		this.deployed = MultiGauge.builder("partnercenter.licenses.deployment.percent")
			.description("Share of the licenses sold that is deployed, in percent, as Partner Center computes it")
			.register(meters);
		this.used = MultiGauge.builder("partnercenter.licenses.usage.percent")
			.description("Share of the licenses that is used for a workload, in percent, as Partner Center computes it")
			.register(meters);
		for (LicenseReport report : LicenseReport.values()) {
			if (report.isOfPartner()) {
				TimeGauge
					.builder("partnercenter.report.age", this, TimeUnit.MILLISECONDS,
							(gauges) -> gauges.age(report, clock))
					.description("The time since Partner Center processed the newest row of the report")
					.tag("report", report.label())
					.register(meters);
			}
		}
	}

	/**
	 * Reads the figures of a report soon, on another thread.
	 */
	void accept(LicenseReport report, byte[] body) {
		this.latest.put(report, body);
		Thread.ofVirtual().name("license-gauges").start(() -> update(report));
	}

	private void update(LicenseReport report) {
		this.updating.lock();
		try {
			byte[] body = this.latest.remove(report);
			// Another thread may have read the last report already.
			if (body != null) {
				show(report, Insights.read(report, body));
			}
		}
		catch (RuntimeException ex) {
			logger.error("The figures of {} cannot be shown as metrics", report.label(), ex);
		}
		finally {
			this.updating.unlock();
		}
	}

	private void show(LicenseReport report, Insights insights) {
		this.rows.accept(report, insights.rows().size());
		Instant newest = insights.newest();
		if (newest != null) {
			this.newestRow.put(report, newest);
		}
		else {
			this.newestRow.remove(report);
		}
		if (report == LicenseReport.PARTNER_DEPLOYMENT) {
			List<DeploymentInsight> rows = rows(insights, DeploymentInsight.class);
			register(this.sold, LicenseFigures.sold(rows), false);
			register(this.deployed, LicenseFigures.deployed(rows), false);
		}
		else {
			register(this.used, LicenseFigures.used(rows(insights, UsageInsight.class)), true);
		}
	}

	private static <R extends Insight> List<R> rows(Insights insights, Class<R> type) {
		return insights.rows().stream().filter(type::isInstance).map(type::cast).toList();
	}

	private static void register(MultiGauge gauge, List<Figure> figures, boolean workloads) {
		if (figures.size() > MOST_ROWS) {
			logger.warn("{} figures are more than metrics should be: the first {} are shown", figures.size(),
					MOST_ROWS);
		}
		gauge.register(figures.stream().limit(MOST_ROWS).<Row<?>>map((figure) -> {
			Tags tags = Tags.of("service", figure.of().service(), "channel", figure.of().channel());
			return Row.of(workloads ? tags.and("workload", figure.of().workload()) : tags, figure.value());
		}).toList(), true);
	}

	private double age(LicenseReport report, InstantSource clock) {
		Instant newest = this.newestRow.get(report);
		if (newest == null) {
			return Double.NaN;
		}
		return Math.max(0, Duration.between(newest, clock.instant()).toMillis());
	}

}
