package org.partnergateway.sandbox.exchange;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FaultScript}.
 */
class FaultScriptTests {

	private double lot;

	@Test
	void nextWhenNothingWasScriptedIsWhatStands() {
		FaultScript script = script(SandboxFaults.of(Kind.RESET));
		assertThat(script.next().kind()).isEqualTo(Kind.RESET);
		script.stand(SandboxFaults.of(Kind.HANG));
		assertThat(script.next().kind()).isEqualTo(Kind.HANG);
		script.reset();
		assertThat(script.next().kind()).isEqualTo(Kind.RESET);
	}

	@Test
	void nextWhenLotIsOutsideTheRateSparesTheRequest() {
		FaultScript script = script(SandboxFaults.of(Kind.RESET).withRate(0.25));
		this.lot = 0.2499;
		assertThat(script.next().kind()).isEqualTo(Kind.RESET);
		this.lot = 0.25;
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
		script.enqueue(List.of(SandboxFaults.of(Kind.HANG).withRate(0.25)));
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
	}

	@Test
	void nextWhenRateIsZeroSparesEveryRequest() {
		FaultScript script = script(SandboxFaults.of(Kind.RESET).withRate(0));
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
	}

	@Test
	void nextWhenUnauthorizedOnceIsThatOnceOnly() {
		FaultScript script = script(SandboxFaults.of(Kind.UNAUTHORIZED_ONCE).withRate(0.25));
		this.lot = 0.5;
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
		this.lot = 0;
		assertThat(script.next().kind()).isEqualTo(Kind.UNAUTHORIZED_ONCE);
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
	}

	@Test
	void nextWhenRandomDrawsAnyKindOfFault() {
		FaultScript script = script(SandboxFaults.of(Kind.RANDOM));
		Set<Kind> drawn = EnumSet.noneOf(Kind.class);
		for (this.lot = 0; this.lot < 1; this.lot += 0.01) {
			drawn.add(script.next().kind());
		}
		assertThat(drawn).isEqualTo(EnumSet.complementOf(EnumSet.of(Kind.NONE, Kind.RANDOM)));
	}

	@Test
	void nextWhenRandomHasARateSparesTheOtherRequests() {
		FaultScript script = script(SandboxFaults.of(Kind.RANDOM).withRate(0.25));
		this.lot = 0.25;
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
		this.lot = 0;
		assertThat(script.next().kind()).isEqualTo(Kind.UNAUTHORIZED);
	}

	@Test
	void nextWhenRandomDrawsUnauthorizedOnceGoesOnDrawing() {
		FaultScript script = script(SandboxFaults.of(Kind.RANDOM));
		this.lot = 0.15;
		assertThat(script.next().kind()).isEqualTo(Kind.UNAUTHORIZED_ONCE);
		this.lot = 0.999;
		assertThat(script.next().kind()).isEqualTo(Kind.MALFORMED);
	}

	@Test
	void nextWhenRandomWasScriptedIsDrawnToo() {
		FaultScript script = script(SandboxFaults.none());
		script.enqueue(List.of(SandboxFaults.of(Kind.RANDOM).withLatency(Duration.ofMillis(1))));
		assertThat(script.next()).isEqualTo(SandboxFaults.of(Kind.UNAUTHORIZED).withLatency(Duration.ofMillis(1)));
		assertThat(script.next().kind()).isEqualTo(Kind.NONE);
	}

	private FaultScript script(SandboxFaults configured) {
		return new FaultScript(configured, () -> this.lot);
	}

}
