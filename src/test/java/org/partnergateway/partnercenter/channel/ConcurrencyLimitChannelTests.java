package org.partnergateway.partnercenter.channel;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConcurrencyLimitChannel}.
 */
class ConcurrencyLimitChannelTests {

	private static final PartnerCenterResponse REPORT = new PartnerCenterResponse(new byte[0], null,
			ResponseIdentity.NONE, Storability.FREE);

	private final List<Sinks.One<PartnerCenterResponse>> calls = new ArrayList<>();

	private final List<PartnerCenterResponse> reports = new ArrayList<>();

	private final List<Throwable> failures = new ArrayList<>();

	private final ConcurrencyLimitChannel channel = new ConcurrencyLimitChannel((call) -> {
		Sinks.One<PartnerCenterResponse> reply = Sinks.one();
		this.calls.add(reply);
		return reply.asMono();
	}, 2, 3);

	@Test
	void sendWhenThereIsRoomPassesAtOnce() {
		send(2);
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void sendWhenThereIsNoRoomWaitsForItsTurn() {
		send(4);
		assertThat(this.calls).hasSize(2);
		this.calls.getFirst().tryEmitValue(REPORT);
		assertThat(this.calls).hasSize(3);
		this.calls.get(1).tryEmitError(new IllegalStateException("failed"));
		assertThat(this.calls).hasSize(4);
		assertThat(this.reports).containsExactly(REPORT);
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void sendWhenTooManyWaitFailsAtOnce() {
		send(6);
		assertThat(this.failures).singleElement()
			.isInstanceOf(PartnerCenterException.Unavailable.class)
			.matches(ConcurrencyLimitChannel::isCauseOf);
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void sendWhenCancelledMakesRoom() {
		Disposable first = send();
		send(3);
		first.dispose();
		assertThat(this.calls).hasSize(3);
	}

	@Test
	void sendWhenCancelledWhileWaitingLeavesTheQueue() {
		send(2);
		Disposable waiting = send();
		waiting.dispose();
		this.calls.getFirst().tryEmitValue(REPORT);
		assertThat(this.calls).hasSize(2);
	}

	private void send(int times) {
		for (int i = 0; i < times; i++) {
			send();
		}
	}

	private Disposable send() {
		return this.channel
			.send(Call.of(ReportQuery.of(LicenseReport.PARTNER_USAGE), Correlation.generated("en-US"), false))
			.subscribe(this.reports::add, this.failures::add);
	}

}
