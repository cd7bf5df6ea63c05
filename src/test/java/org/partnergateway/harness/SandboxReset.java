package org.partnergateway.harness;

import java.time.Duration;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.partnergateway.sandbox.SandboxPartnerCenter;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Ends what another test has made go wrong, and moves the clock past all that it has
 * stored and every back-off that it has caused.
 */
final class SandboxReset implements BeforeEachCallback {

	private static final Duration LONGER_THAN_ANYTHING_IS_KEPT = Duration.ofDays(4);

	@Override
	public void beforeEach(ExtensionContext context) {
		ApplicationContext gateway = SpringExtension.getApplicationContext(context);
		gateway.getBean(SandboxPartnerCenter.class).reset();
		gateway.getBean(MovableClock.class).advance(LONGER_THAN_ANYTHING_IS_KEPT);
	}

}
