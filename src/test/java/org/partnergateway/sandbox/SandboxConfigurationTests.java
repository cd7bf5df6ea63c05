package org.partnergateway.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.partnercenter.PartnerCenterConnectionDetails;
import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;
import org.partnergateway.sandbox.exchange.SandboxFaults;

import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SandboxConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SandboxConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(SandboxConfiguration.class);

	private final ApplicationContextRunner sandboxed = this.runner.withPropertyValues("spring.profiles.active=sandbox");

	@Test
	void sandboxWhenProfileIsNotActiveIsAbsent() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(PartnerCenterConnectionDetails.class);
			assertThat(context.getEnvironment().containsProperty("callers.authentication")).isFalse();
		});
	}

	@Test
	void sandboxWhenProfileIsActiveSaysWhatItIsAndWhere(CapturedOutput output) {
		this.sandboxed.run((context) -> {
			PartnerCenterConnectionDetails details = context.getBean(PartnerCenterConnectionDetails.class);
			assertThat(details.baseUrl()).hasScheme("http").hasHost("127.0.0.1");
			assertThat(details.tokenUri()).hasAuthority(details.baseUrl().getAuthority());
			assertThat(output).contains("WARN")
				.contains("a sandbox, not Partner Center")
				.contains(details.baseUrl().toString());
		});
	}

	@Test
	void sandboxWhenProfileIsActiveNeedsNoOtherSetting() {
		this.sandboxed.run((context) -> assertThat(context.getEnvironment().getProperty("callers.authentication"))
			.isEqualTo("none"));
	}

	@Test
	void portWhenSetIsThePort() throws IOException {
		int port = freePort();
		this.sandboxed.withPropertyValues("sandbox.port=" + port)
			.run((context) -> assertThat(context.getBean(PartnerCenterConnectionDetails.class).baseUrl())
				.hasPort(port));
	}

	@Test
	void propertiesWhenNothingIsSetAreHealthy() {
		this.sandboxed.run((context) -> {
			SandboxProperties properties = context.getBean(SandboxProperties.class);
			assertThat(properties.tokenLifetime()).isEqualTo(Duration.ofHours(1));
			assertThat(properties.faults()).isEqualTo(SandboxFaults.none()).isEqualTo(properties.tokenFaults());
		});
	}

	@Test
	void faultsWhenSetAreBound() {
		this.sandboxed
			.withPropertyValues("sandbox.faults.kind=cut-short", "sandbox.faults.rate=0.5",
					"sandbox.faults.latency=200ms", "sandbox.token-faults.kind=throttled",
					"sandbox.token-faults.retry-after=1m")
			.run((context) -> {
				SandboxProperties properties = context.getBean(SandboxProperties.class);
				assertThat(properties.faults())
					.isEqualTo(SandboxFaults.of(Kind.CUT_SHORT).withRate(0.5).withLatency(Duration.ofMillis(200)));
				assertThat(properties.tokenFaults())
					.isEqualTo(SandboxFaults.of(Kind.THROTTLED).withRetryAfter(Duration.ofMinutes(1)));
			});
	}

	@ParameterizedTest
	@CsvSource({ "rate=1.1, rate must be from 0 to 1", "rate=-0.1, rate must be from 0 to 1",
			"status=200, status must be from 400 to 599", "latency=-1s, latency must not be negative",
			"retry-after=-1s, retry-after must not be negative" })
	void faultsWhenOutOfRangeStopTheStart(String setting, String reason) {
		this.sandboxed.withPropertyValues("sandbox.faults." + setting)
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage(reason));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
