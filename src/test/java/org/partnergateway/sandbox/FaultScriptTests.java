package org.partnergateway.sandbox;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.partnergateway.sandbox.SandboxFaults.Kind;

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

	private FaultScript script(SandboxFaults configured) {
		return new FaultScript(configured, () -> this.lot);
	}

}
