package org.partnergateway.partnercenter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.Failure.Repeat;
import reactor.core.publisher.Sinks;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ThrottleChannel}.
 */
class ThrottleChannelTests {

	private Instant now = Instant.parse("2026-11-25T12:00:00Z");

	private final List<Sinks.One<Reply>> sent = new ArrayList<>();

	private final ThrottleChannel channel = new ThrottleChannel((call) -> {
		Sinks.One<Reply> reply = Sinks.one();
		this.sent.add(reply);
		return reply.asMono();
	}, () -> this.now);

	@Test
	void sendWhenAnotherCallWasThrottledSendsNothingUntilTheTimeHasPassed() {
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, "57");
		this.now = this.now.plusSeconds(56);
		assertRefused(Duration.ofSeconds(1), Repeat.AS_SAME);
		assertThat(this.sent).hasSize(1);
		this.now = this.now.plusSeconds(1);
		send(LicenseReport.PARTNER_DEPLOYMENT);
		assertThat(this.sent).hasSize(2);
	}

	@Test
	void sendWhenSeveralWereThrottledWaitsForTheLastTime() {
		send(LicenseReport.PARTNER_USAGE);
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, "57");
		throttle(1, "3");
		assertRefused(Duration.ofSeconds(57), Repeat.AS_SAME);
	}

	@Test
	void sendWhenPartnerCenterDidNotSayHowLongFailsForGood() {
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, null);
		assertRefused(Duration.ofSeconds(1), Repeat.NEVER);
	}

	@Test
	void sendWhenAnotherCallFailedOtherwiseSends() {
		send(LicenseReport.PARTNER_USAGE);
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, "57");
		this.sent.getFirst().tryEmitValue(new Reply(503, headers, new byte[0]));
		send(LicenseReport.PARTNER_USAGE);
		assertThat(this.sent).hasSize(2);
	}

	private void send(LicenseReport report) {
		var _ = this.channel.send(call(report)).subscribe();
	}

	private void throttle(int which, @Nullable String retryAfter) {
		HttpHeaders headers = new HttpHeaders();
		if (retryAfter != null) {
			headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
		}
		this.sent.get(which).tryEmitValue(new Reply(429, headers, new byte[0]));
	}

	private void assertRefused(Duration left, Repeat repeat) {
		int before = this.sent.size();
		assertThatExceptionOfType(PartnerCenterException.Throttled.class)
			.isThrownBy(() -> this.channel.send(call(LicenseReport.PARTNER_DEPLOYMENT)).block())
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(left))
			.satisfies((failure) -> assertThat(failure.failure().repeat()).isEqualTo(repeat));
		assertThat(this.sent).hasSize(before);
	}

	private static Call call(LicenseReport report) {
		return Call.of(ReportQuery.of(report), Correlation.generated("en-US"), false);
	}

}
