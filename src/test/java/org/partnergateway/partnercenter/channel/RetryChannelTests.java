package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.Failure;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryChannel}.
 */
class RetryChannelTests {

	private static final Duration DEADLINE = Duration.ofSeconds(25);

	private static final PartnerCenterResponse REPORT = new PartnerCenterResponse(new byte[0], null,
			ResponseIdentity.NONE, Storability.FREE);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Deque<Mono<PartnerCenterResponse>> replies = new ArrayDeque<>();

	private final List<Call> calls = new ArrayList<>();

	private double random = 1;

	private boolean probe;

	private @Nullable PartnerCenterResponse response;

	private @Nullable Throwable failure;

	@Test
	void sendWhenItSucceedsAttemptsOnce() {
		reply(Mono.just(REPORT));
		send();
		assertThat(this.response).isSameAs(REPORT);
		assertThat(this.calls).hasSize(1);
	}

	@Test
	void sendWhenItMayHealAttemptsThreeTimesAndThenFails() {
		PartnerCenterException last = unavailable(Repeat.AS_NEW, null);
		reply(Mono.error(unavailable(Repeat.AS_NEW, null)), Mono.error(unavailable(Repeat.AS_NEW, null)),
				Mono.error(last));
		send();
		this.time.advanceTimeBy(DEADLINE);
		assertThat(this.calls).hasSize(3);
		assertThat(this.failure).isSameAs(last);
	}

	@Test
	void sendWhenItHealsReturnsTheReport() {
		reply(Mono.error(unavailable(Repeat.AS_NEW, null)), Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.response).isSameAs(REPORT);
	}

	@Test
	void sendWhenItCannotHealAttemptsOnce() {
		PartnerCenterException only = unavailable(Repeat.NEVER, null);
		reply(Mono.error(only));
		send();
		assertThat(this.calls).hasSize(1);
		assertThat(this.failure).isSameAs(only);
	}

	@Test
	void sendWhenProbingAttemptsOnce() {
		this.probe = true;
		PartnerCenterException only = unavailable(Repeat.AS_NEW, null);
		reply(Mono.error(only));
		send();
		assertThat(this.calls).hasSize(1);
		assertThat(this.failure).isSameAs(only);
	}

	@Test
	void sendWhenAnsweredTakesANewIdForEachAttempt() {
		reply(Mono.error(unavailable(Repeat.AS_NEW, null)), Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.calls).extracting(Call::attemptId).doesNotHaveDuplicates().hasSize(2);
	}

	@Test
	void sendWhenNotAnsweredRepeatsTheId() {
		reply(Mono.error(unavailable(Repeat.AS_SAME, null)), Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.calls).extracting(Call::attemptId).hasSize(2).containsOnly(this.calls.getFirst().attemptId());
	}

	@Test
	void sendPausesLongerEachTime() {
		reply(Mono.error(unavailable(Repeat.AS_NEW, null)), Mono.error(unavailable(Repeat.AS_NEW, null)),
				Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofMillis(199));
		assertThat(this.calls).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.calls).hasSize(2);
		this.time.advanceTimeBy(Duration.ofMillis(399));
		assertThat(this.calls).hasSize(2);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.calls).hasSize(3);
	}

	@Test
	void sendWhenChanceHasItPausesHalfAsLong() {
		this.random = 0;
		reply(Mono.error(unavailable(Repeat.AS_NEW, null)), Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofMillis(99));
		assertThat(this.calls).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void sendWhenAskedToWaitWaitsAsLong() {
		reply(Mono.error(unavailable(Repeat.AS_NEW, Duration.ofSeconds(24))), Mono.just(REPORT));
		send();
		this.time.advanceTimeBy(Duration.ofMillis(23_999));
		assertThat(this.calls).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.response).isSameAs(REPORT);
	}

	@Test
	void sendWhenAskedToWaitPastTheDeadlineFailsAtOnce() {
		PartnerCenterException throttled = unavailable(Repeat.AS_NEW, DEADLINE);
		reply(Mono.error(throttled));
		send();
		assertThat(this.failure).isSameAs(throttled);
	}

	@Test
	void sendWhenTimeHasPassedCountsItAgainstTheDeadline() {
		PartnerCenterException throttled = unavailable(Repeat.AS_NEW, Duration.ofSeconds(15));
		reply(Mono.delay(Duration.ofSeconds(10), this.time).then(Mono.error(throttled)));
		send();
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.failure).isSameAs(throttled);
	}

	@SafeVarargs
	private void reply(Mono<PartnerCenterResponse>... next) {
		for (Mono<PartnerCenterResponse> reply : next) {
			this.replies.add(reply);
		}
	}

	private void send() {
		Channel<PartnerCenterResponse> channel = new RetryChannel((call) -> {
			this.calls.add(call);
			return this.replies.remove();
		}, DEADLINE, this.time, () -> this.random);
		channel.send(Call.of(ReportQuery.of(LicenseReport.PARTNER_USAGE), Correlation.generated("en-US"), this.probe))
			.subscribe((report) -> this.response = report, (ex) -> this.failure = ex);
	}

	private static PartnerCenterException unavailable(Repeat repeat, @Nullable Duration retryAfter) {
		return new PartnerCenterException.Unavailable(Failure.met("failed", repeat, null).retryAfter(retryAfter));
	}

}
