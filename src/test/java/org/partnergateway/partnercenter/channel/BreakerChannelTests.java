package org.partnergateway.partnercenter.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.channel.BreakerSnapshot.State;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.Failure;
import org.partnergateway.partnercenter.failure.FailureScope;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BreakerChannel}.
 */
class BreakerChannelTests {

	private static final PartnerCenterResponse REPORT = new PartnerCenterResponse(new byte[0], null,
			ResponseIdentity.NONE, Storability.FREE);

	private static final Mono<PartnerCenterResponse> DOWN = Mono
		.error(() -> new PartnerCenterException.Unavailable(Failure.met("down", Repeat.NEVER, null)));

	private final TestClock clock = new TestClock();

	private Mono<PartnerCenterResponse> reply = Mono.just(REPORT);

	private int calls;

	private boolean probe;

	private final BreakerChannel channel = new BreakerChannel((call) -> {
		this.calls++;
		this.probe = call.probe();
		return this.reply;
	}, CircuitBreakerRegistry.ofDefaults(), this.clock);

	@Test
	void sendWhenHealthyPassesEverything() {
		send(20);
		assertThat(this.calls).isEqualTo(20);
	}

	@Test
	void sendWhenTooManyFailLeavesPartnerCenterAlone() {
		this.reply = DOWN;
		send(20);
		assertThat(this.calls).isEqualTo(5);
		Throwable refusal = send();
		assertThat(refusal).isInstanceOf(PartnerCenterException.Unavailable.class).hasMessageContaining("left alone");
		assertThat(refusal).hasCauseInstanceOf(CallNotPermittedException.class);
		assertThat(((PartnerCenterException) refusal).retryAfter()).isBetween(Duration.ofSeconds(1),
				Duration.ofMillis(1500));
	}

	@Test
	void sendWhenTimeHasPassedProbesOnce() {
		this.reply = DOWN;
		send(5);
		this.clock.advance(Duration.ofMillis(1501));
		assertThat(this.probe).isFalse();
		send(10);
		assertThat(this.calls).isEqualTo(6);
		assertThat(this.probe).isTrue();
	}

	@Test
	void sendWhenProbeFailsWaitsLonger() {
		this.reply = DOWN;
		send(5);
		for (int i = 0; i < 12; i++) {
			this.clock.advance(Duration.ofMinutes(10));
			send(2);
		}
		assertThat(this.calls).isEqualTo(17);
		Throwable refusal = send();
		assertThat(refusal).isInstanceOf(PartnerCenterException.class);
		assertThat(((PartnerCenterException) refusal).retryAfter()).isBetween(Duration.ofSeconds(150),
				Duration.ofMinutes(5));
	}

	@Test
	void sendWhenProbeSucceedsPassesEverythingAgain() {
		this.reply = DOWN;
		send(5);
		this.clock.advance(Duration.ofMinutes(10));
		this.reply = Mono.just(REPORT);
		send(10);
		assertThat(this.calls).isEqualTo(15);
	}

	@Test
	void sendWhenProbeIsRefusedByPartnerCenterLetsAnotherProbe() {
		this.reply = DOWN;
		send(5);
		this.clock.advance(Duration.ofMinutes(10));
		this.reply = Mono.error(() -> new PartnerCenterException.Rejected(Failure.met("rejected", Repeat.NEVER, null)));
		send(3);
		assertThat(this.calls).isEqualTo(8);
	}

	@Test
	void sendWhenRequestsAreRefusedKeepsPassing() {
		this.reply = Mono.error(() -> new PartnerCenterException.Credentials(Failure.met("refused", Repeat.NEVER, null),
				FailureScope.QUESTION));
		send(20);
		assertThat(this.calls).isEqualTo(20);
	}

	@Test
	void snapshotTellsWhatWouldBecomeOfAFetch() {
		assertThat(this.channel.snapshot()).isEqualTo(new BreakerSnapshot(State.CLOSED, Duration.ZERO));
		this.reply = DOWN;
		send(5);
		assertThat(this.channel.snapshot().state()).isEqualTo(State.OPEN);
		assertThat(this.channel.snapshot().left()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
		this.clock.advance(Duration.ofMillis(1501));
		assertThat(this.channel.snapshot()).isEqualTo(new BreakerSnapshot(State.PROBING, Duration.ZERO));
		this.reply = Mono.just(REPORT);
		send(1);
		assertThat(this.channel.snapshot().state()).isEqualTo(State.CLOSED);
	}

	private void send(int times) {
		for (int i = 0; i < times; i++) {
			send();
		}
	}

	private @Nullable Throwable send() {
		return this.channel
			.send(Call.of(ReportQuery.of(LicenseReport.PARTNER_USAGE), Correlation.generated("en-US"), false))
			.<Throwable>map((report) -> new AssertionError("a report"))
			.onErrorResume(Mono::just)
			.block();
	}

	private static final class TestClock extends Clock {

		private Instant now = Instant.parse("2026-11-21T08:49:37Z");

		void advance(Duration time) {
			this.now = this.now.plus(time);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
