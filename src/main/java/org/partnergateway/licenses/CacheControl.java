package org.partnergateway.licenses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows if Partner Center wishes a report not to be kept, or not for long,
 * by {@code Cache-Control} or a similar header. Logs when such a wish first comes, when
 * it changes and when it ends, since obeying it takes away the stored reports that
 * callers need during an outage. Safe for use by any thread.
 */
final class CacheControl {

	static final String WISHES = "reports.cache.control";

	private static final Logger logger = LoggerFactory.getLogger(CacheControl.class);

	private final boolean ignored;

	private final Duration timeToLive;

	private final Map<LicenseReport, Map<Effect, Counter>> effects = new EnumMap<>(LicenseReport.class);

	private final AtomicReference<@Nullable Wish> last = new AtomicReference<>();

	// A question that has not come for this long is not expected again.
	private static final Duration FORGOTTEN = Duration.ofHours(1);

	private final InstantSource clock;

	/**
	 * Creates an instance.
	 * @param ignored whether such wishes are ignored
	 * @param timeToLive how long a report is fresh; a limit of at least this is no wish
	 */
	CacheControl(boolean ignored, Duration timeToLive, InstantSource clock, MeterRegistry meters) {
		this.ignored = ignored;
		this.timeToLive = timeToLive;
		this.clock = clock;
		for (LicenseReport report : LicenseReport.values()) {
			Map<Effect, Counter> counters = new EnumMap<>(Effect.class);
			for (Effect effect : EnumSet.complementOf(EnumSet.of(Effect.NONE))) {
				counters.put(effect, counter(report, effect, meters));
			}
			this.effects.put(report, counters);
		}
	}

	/**
	 * Prepares a report for the store.
	 * @param key the key of the report
	 * @param response Partner Center's response
	 * @return the report, and how it may be kept
	 */
	Loaded<StoredReport> loaded(ReportKey key, PartnerCenterResponse response) {
		Storability said = response.storability();
		Wish wish = wish(key, said);
		note(wish);
		if (wish.effect() != Effect.NONE) {
			Objects.requireNonNull(Objects.requireNonNull(this.effects.get(key.query().report())).get(wish.effect()))
				.increment();
		}
		StoredReport report = StoredReport.of(response);
		return this.ignored ? new Loaded<>(report, true, Storability.UNLIMITED)
				: new Loaded<>(report, said.storable(), said.maxAge());
	}

	private Wish wish(ReportKey key, Storability said) {
		SortedSet<String> names = new TreeSet<>(said.forbidding());
		String limiting = said.limiting();
		if (limiting != null && said.maxAge().compareTo(this.timeToLive) < 0) {
			names.add(limiting);
		}
		return new Wish(key, names, effect(said, names), this.clock.instant());
	}

	private Effect effect(Storability said, Set<String> names) {
		if (names.isEmpty()) {
			return Effect.NONE;
		}
		if (this.ignored) {
			return Effect.DISREGARDED;
		}
		return said.storable() ? Effect.SHORTENED : Effect.UNSTORED;
	}

	/**
	 * Notes the last wish. Responses to one question may carry a wish, and those to
	 * another none or a weaker one, again and again; that is no change. So another wish
	 * replaces the last one only if it comes with the same question, if it is stronger,
	 * or if the last one is old.
	 */
	private void note(Wish wish) {
		Wish before = this.last.get();
		if (before == null || before.names().equals(wish.names()) || wish.takesThePlaceOf(before)) {
			boolean changed = (before != null) ? !before.names().equals(wish.names()) : wish.effect() != Effect.NONE;
			if (this.last.compareAndSet(before, (wish.effect() != Effect.NONE) ? wish : null) && changed) {
				tell(wish);
			}
		}
	}

	private static void tell(Wish wish) {
		ReportQuery report = wish.key().query();
		String names = String.join(", ", wish.names());
		switch (wish.effect()) {
			case NONE -> logger.info("Partner Center no longer asks that reports be not kept, or not for long");
			case DISREGARDED -> logger.warn("Partner Center asks that {} be not kept, or not for long ({}). It is kept "
					+ "as ever, since reports.ignore-cache-control is true", report, names);
			case SHORTENED ->
				logger.warn("Partner Center asks that {} be not kept for long ({}). That is obeyed, since "
						+ "reports.ignore-cache-control is false: it is fetched more often", report, names);
			case UNSTORED -> logger.warn("Partner Center forbids to keep {} ({}). That is obeyed, since "
					+ "reports.ignore-cache-control is false: every caller waits for a fetch, and nothing is left to "
					+ "answer with while Partner Center fails", report, names);
		}
	}

	private static Counter counter(LicenseReport report, Effect effect, MeterRegistry meters) {
		return Counter.builder(WISHES)
			.description("Reports that Partner Center asked not to be kept, or not for long, by what came of it")
			.tag("report", report.label())
			.tag("effect", effect.name().toLowerCase(Locale.ROOT))
			.register(meters);
	}

	/**
	 * The effect of a wish, in ascending order.
	 */
	private enum Effect {

		/** There was no wish. */
		NONE,

		/** The wish is ignored. */
		DISREGARDED,

		/** The report is fresh for a shorter time. */
		SHORTENED,

		/** The report is not kept. */
		UNSTORED

	}

	/**
	 * What Partner Center wished.
	 *
	 * @param key the key of the report
	 * @param names names of the directives and headers that express it; empty for no wish
	 * @param effect its effect
	 * @param at when it came
	 */
	private record Wish(ReportKey key, SortedSet<String> names, Effect effect, Instant at) {

		boolean takesThePlaceOf(Wish before) {
			return this.key.equals(before.key) || this.effect.compareTo(before.effect) > 0
					|| this.at.isAfter(before.at.plus(FORGOTTEN));
		}

	}

}
