package org.partnergateway.licenses;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.callers.FetchLimit;
import org.partnergateway.partnercenter.PartnerCenterClient;
import org.partnergateway.partnercenter.Pauses;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

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

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void formerNameOfTheFastPathIsWarnedOf(CapturedOutput output) {
		given(this.partnerCenter.deadline()).willReturn(Duration.ofSeconds(1));
		new ApplicationContextRunner().withUserConfiguration(LicensesConfiguration.class)
			.withBean(PartnerCenterClient.class, () -> this.partnerCenter)
			.withBean(FetchLimit.class, () -> mock())
			.withBean(Pauses.class, () -> mock())
			.withPropertyValues("reports.keep-warm=false", "reports.short-way=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("reports.short-way is now called reports.fast-path");
	}

	@ParameterizedTest
	@CsvSource({ "reports.max-size, 0", "reports.max-size, 1000000GB", "reports.time-to-live, 0s",
			"reports.time-to-live, 99999999d", "reports.stale-while-revalidate, -1s",
			"reports.stale-while-revalidate, 99999999d", "reports.stale-if-error, -1s",
			"reports.stale-if-error, 106751991167300d" })
	void startWhenSettingIsWrongNamesIt(String property, String value) {
		new ApplicationContextRunner().withUserConfiguration(LicensesConfiguration.class)
			.withBean(PartnerCenterClient.class, () -> this.partnerCenter)
			.withBean(FetchLimit.class, () -> mock())
			.withBean(Pauses.class, () -> mock())
			.withPropertyValues("reports.keep-warm=false", property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith(property + " is "));
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
