package org.partnergateway;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for what the run button of an IDE starts.
 */
class SandboxGatewayTests {

	@TempDir
	private Path directory;

	@Test
	void gatewayOfTheIdeIsTheSandbox() throws Exception {
		try (GatewayProcess gateway = GatewayProcess.ofAnIde(this.directory)) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.pollInterval(Duration.ofMillis(50))
				.until(() -> gateway.probe("readiness") == 200);
			assertThat(gateway.get(USAGE).status()).isEqualTo(200);
			assertThat(gateway.log()).contains("This is a sandbox, not Partner Center");
		}
	}

}
