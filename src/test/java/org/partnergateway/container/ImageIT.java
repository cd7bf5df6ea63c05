package org.partnergateway.container;

import java.io.IOException;
import java.util.Objects;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for what the image says of itself.
 */
@NeedsDocker
class ImageIT {

	private final InspectImageResponse image = GatewayImage.inspect();

	private final ContainerConfig config = Objects.requireNonNull(this.image.getConfig());

	@Test
	void labelsSayWhatItIsAndWhatItWasMadeOf() {
		assertThat(this.config.getLabels()).contains(entry("org.opencontainers.image.title", "Partner License Gateway"),
				entry("org.opencontainers.image.description",
						"Serves Partner Center's license analytics to everyone inside a company"),
				entry("org.opencontainers.image.version", GatewayImage.VERSION),
				entry("org.opencontainers.image.revision", GatewayImage.REVISION),
				entry("org.opencontainers.image.source", GatewayImage.SOURCE));
	}

	@Test
	void userIsANumberThatKubernetesCanTellFromRoot() {
		assertThat(this.config.getUser()).isEqualTo("10001:10001");
	}

	@Test
	void portsAreThoseOfCallersAndOfManagement() {
		assertThat(this.config.getExposedPorts()).containsExactlyInAnyOrder(ExposedPort.tcp(8080),
				ExposedPort.tcp(8081));
	}

	@Test
	void processIsTheJvmItselfSoThatSignalsReachIt() {
		assertThat(this.config.getEntrypoint()).startsWith("java").doesNotContain("sh", "-c");
		assertThat(this.config.getCmd()).isNullOrEmpty();
	}

	@Test
	void environmentIsThatOfTheBaseImage() {
		assertThat(Objects.requireNonNull(this.config.getEnv())).extracting((variable) -> variable.split("=", 2)[0])
			.isSubsetOf("PATH", "JAVA_HOME", "JAVA_VERSION", "LANG", "LANGUAGE", "LC_ALL");
	}

	@Test
	void configurationAndHistoryHoldNoSecret() throws IOException {
		assertThat(GatewayImage.configuration()).contains("gateway.aot", GatewayImage.REVISION)
			.doesNotContainPattern("(?i)secret|passw|credential|bearer|token[_-]|api[_-]?key|client[_-]id");
	}

}
