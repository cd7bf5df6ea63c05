package org.partnergateway.partnercenter.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import reactor.core.Disposable;
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

	private final Pauses pauses = new Pauses(() -> this.now);

	private final ThrottleChannel channel = new ThrottleChannel((call) -> {
		Sinks.One<Reply> reply = Sinks.one();
		this.sent.add(reply);
		return reply.asMono();
	}, this.pauses, () -> this.now);

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

	@Test
	void sendWhenTheTimeHasPassedSendsOneCallAndTheOthersOnceThatWasAnswered() {
		List<CompletableFuture<Reply>> replies = sendThreeAfterAPause();
		assertThat(this.sent).hasSize(2);
		answer(1, 200);
		assertThat(this.sent).hasSize(4);
		answer(2, 200);
		answer(3, 200);
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.resultNow().status()).isEqualTo(200));
		send(LicenseReport.PARTNER_USAGE);
		send(LicenseReport.PARTNER_USAGE);
		assertThat(this.sent).hasSize(6);
	}

	@Test
	void sendWhenTheFirstCallIsThrottledAgainFailsTheOthersWithTheNewPause() {
		List<CompletableFuture<Reply>> replies = sendThreeAfterAPause();
		throttle(1, "31");
		assertThat(this.sent).hasSize(2);
		assertThat(replies.getFirst().resultNow().status()).isEqualTo(429);
		assertThat(replies.subList(1, 3)).allSatisfy((reply) -> assertThat(reply.exceptionNow()).isInstanceOfSatisfying(
				PartnerCenterException.Throttled.class,
				(failure) -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(31))));
	}

	@Test
	void sendWhenTheFirstCallHasNoAnswerSendsTheNextOneAlone() {
		List<CompletableFuture<Reply>> replies = sendThreeAfterAPause();
		this.sent.get(1).tryEmitError(new IllegalStateException("no connection"));
		assertThat(this.sent).hasSize(3);
		assertThat(replies.getFirst()).isCompletedExceptionally();
		answer(2, 503);
		assertThat(this.sent).hasSize(4);
	}

	@Test
	void sendWhenTheFirstCallIsGivenUpSendsTheNextOne() {
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, "57");
		this.now = this.now.plusSeconds(57);
		Disposable first = this.channel.send(call(LicenseReport.PARTNER_USAGE)).subscribe();
		send(LicenseReport.PARTNER_DEPLOYMENT);
		assertThat(this.sent).hasSize(2);
		first.dispose();
		assertThat(this.sent).hasSize(3);
	}

	@Test
	void sendWhenAnEarlierCallIsThrottledWhileTheFirstOneIsAnsweredHeedsIt() {
		send(LicenseReport.PARTNER_USAGE);
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, "57");
		this.now = this.now.plusSeconds(57);
		send(LicenseReport.PARTNER_USAGE);
		throttle(1, "20");
		answer(2, 200);
		assertRefused(Duration.ofSeconds(20), Repeat.AS_SAME);
	}

	@Test
	void sendWhenAnotherReplicaWasThrottledSendsNothing() {
		this.pauses.take(Duration.ofSeconds(9));
		assertRefused(Duration.ofSeconds(9), Repeat.AS_SAME);
		this.pauses.take(Duration.ofSeconds(-1));
		this.pauses.take(Duration.ofSeconds(3));
		assertRefused(Duration.ofSeconds(9), Repeat.AS_SAME);
	}

	@Test
	void pauseIsToldAsSoonAsTheReplyIsThere() {
		List<Duration> told = new ArrayList<>();
		this.pauses.onPause((length) -> {
			throw new IllegalStateException("not listening");
		});
		this.pauses.onPause(told::add);
		assertThat(this.pauses.left()).isZero();
		CompletableFuture<Reply> reply = reply();
		throttle(0, "57");
		this.pauses.take(Duration.ofSeconds(60));
		assertThat(reply.resultNow().status()).isEqualTo(429);
		assertThat(told).containsExactly(Duration.ofSeconds(57));
		this.now = this.now.plusSeconds(50);
		assertThat(this.pauses.left()).isEqualTo(Duration.ofSeconds(10));
		this.now = this.now.plusSeconds(11);
		assertThat(this.pauses.left()).isZero();
	}

	private List<CompletableFuture<Reply>> sendThreeAfterAPause() {
		send(LicenseReport.PARTNER_USAGE);
		throttle(0, "57");
		this.now = this.now.plusSeconds(57);
		return Stream.generate(this::reply).limit(3).toList();
	}

	private CompletableFuture<Reply> reply() {
		CompletableFuture<Reply> reply = new CompletableFuture<>();
		var _ = this.channel.send(call(LicenseReport.PARTNER_USAGE))
			.subscribe(reply::complete, reply::completeExceptionally);
		return reply;
	}

	private void answer(int which, int status) {
		this.sent.get(which).tryEmitValue(new Reply(status, new HttpHeaders(), new byte[0]));
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
