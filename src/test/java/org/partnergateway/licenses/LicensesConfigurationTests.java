package org.partnergateway.licenses;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

import org.junit.jupiter.api.Test;
import org.partnergateway.callers.limits.FetchLimit;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.channel.Pauses;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LicensesConfiguration}.
 */
class LicensesConfigurationTests {

	private final PartnerCenterClient partnerCenter = mock();

	@Test
	void closeDoesNotWaitForARefreshThatHangs() {
		given(this.partnerCenter.deadline()).willReturn(Duration.ofSeconds(1));
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withUserConfiguration(LicensesConfiguration.class)
			.withBean(PartnerCenterClient.class, () -> this.partnerCenter)
			.withBean(FetchLimit.class, () -> mock())
			.withBean(Pauses.class, () -> mock())
			.withPropertyValues("reports.keep-warm=false");
		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> runner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(ExecutorService.class).execute(() -> {
				started.countDown();
				await(never);
			});
			started.await();
		}));
		never.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
