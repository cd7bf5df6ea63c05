package org.partnergateway.licenses;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheControl}.
 */
class CacheControlTests {

	private static final ReportKey USAGE = new ReportKey(ReportQuery.of(LicenseReport.PARTNER_USAGE), "en-US");

	private static final ReportKey DEPLOYMENT = new ReportKey(ReportQuery.of(LicenseReport.PARTNER_DEPLOYMENT),
			"en-US");

	private static final Storability NO_STORE = new Storability(Set.of("no-store"), Storability.UNLIMITED, null);

	private static final Storability PRIVATE = new Storability(Set.of("private"), Storability.UNLIMITED, null);

	private static final Storability A_MINUTE = new Storability(Set.of(), Duration.ofMinutes(1), "max-age");

	private static final Storability AN_HOUR = new Storability(Set.of(), Duration.ofHours(1), "max-age");

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private Instant now = Instant.parse("2026-11-25T12:00:00Z");

	private final CacheControl ignoring = create(true);

	private final CacheControl obeying = create(false);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		((Logger) LoggerFactory.getLogger(CacheControl.class)).addAppender(this.log);
	}

	@AfterEach
	void listenNoMore() {
		((Logger) LoggerFactory.getLogger(CacheControl.class)).detachAppender(this.log);
	}

	@Test
	void loadedWhenIgnoringKeepsWhateverIsSaid() {
		assertThat(loaded(this.ignoring, USAGE, NO_STORE).storable()).isTrue();
		assertThat(loaded(this.ignoring, USAGE, A_MINUTE).maxAge()).isEqualTo(Storability.UNLIMITED);
		assertThat(count("disregarded")).isEqualTo(2);
		assertThat(count("unstored")).isZero();
	}

	@Test
	void loadedWhenObeyingKeepsAsIsSaid() {
		assertThat(loaded(this.obeying, USAGE, NO_STORE).storable()).isFalse();
		assertThat(loaded(this.obeying, USAGE, A_MINUTE).storable()).isTrue();
		assertThat(loaded(this.obeying, USAGE, A_MINUTE).maxAge()).isEqualTo(Duration.ofMinutes(1));
		assertThat(count("unstored")).isOne();
		assertThat(count("shortened")).isEqualTo(2);
		assertThat(count("disregarded")).isZero();
	}

	@Test
	void loadedWhenAsMuchIsAllowedAsIsTakenSaysNothing() {
		loaded(this.ignoring, USAGE, AN_HOUR);
		loaded(this.obeying, USAGE, Storability.FREE);
		assertThat(this.log.list).isEmpty();
		assertThat(count("disregarded") + count("shortened")).isZero();
	}

	@Test
	void loadedTellsOfAWishOnceAndAgainWhenItChangesOrEnds() {
		loaded(this.ignoring, USAGE, NO_STORE);
		loaded(this.ignoring, USAGE, NO_STORE);
		loaded(this.ignoring, DEPLOYMENT, NO_STORE);
		assertTold("no-store");
		loaded(this.ignoring, DEPLOYMENT, PRIVATE);
		loaded(this.ignoring, DEPLOYMENT, PRIVATE);
		assertTold("private");
		loaded(this.ignoring, DEPLOYMENT, Storability.FREE);
		loaded(this.ignoring, USAGE, Storability.FREE);
		assertTold("no longer");
		loaded(this.ignoring, USAGE, NO_STORE);
		assertTold("no-store");
	}

	@Test
	void loadedWhenOneQuestionAlwaysComesWithAWishAndAnotherNeverTellsOnce() {
		for (int i = 0; i < 5; i++) {
			loaded(this.obeying, USAGE, NO_STORE);
			loaded(this.obeying, DEPLOYMENT, Storability.FREE);
			loaded(this.obeying, DEPLOYMENT, A_MINUTE);
		}
		assertTold("forbids to keep partner-usage (no-store)");
	}

	@Test
	void loadedWhenAWishIsWorseThanThatOfAnotherQuestionTells() {
		loaded(this.obeying, USAGE, A_MINUTE);
		assertTold("fetched more often");
		loaded(this.obeying, DEPLOYMENT, NO_STORE);
		assertTold("nothing is left to answer with");
	}

	@Test
	void loadedWhenTheQuestionWithTheWishCameLongAgoTakesTheWordOfAnother() {
		loaded(this.ignoring, USAGE, NO_STORE);
		assertTold("no-store");
		this.now = this.now.plus(Duration.ofMinutes(61));
		loaded(this.ignoring, DEPLOYMENT, Storability.FREE);
		assertTold("no longer");
	}

	private void assertTold(String what) {
		assertThat(this.log.list).singleElement().satisfies((line) -> {
			assertThat(line.getFormattedMessage()).contains(what);
			assertThat(line.getLevel()).isEqualTo(what.equals("no longer") ? Level.INFO : Level.WARN);
		});
		this.log.list.clear();
	}

	private double count(String effect) {
		return this.meters.get("reports.cache.control")
			.tag("report", "partner-usage")
			.tag("effect", effect)
			.counter()
			.count();
	}

	private CacheControl create(boolean ignored) {
		return new CacheControl(ignored, Duration.ofMinutes(15), () -> this.now, this.meters);
	}

	private static Loaded<StoredReport> loaded(CacheControl cacheControl, ReportKey key, Storability said) {
		byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
		return cacheControl.loaded(key, new PartnerCenterResponse(body, null, ResponseIdentity.NONE, said));
	}

}
