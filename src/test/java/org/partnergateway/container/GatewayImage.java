package org.partnergateway.container;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.testcontainers.DockerClientFactory;

/**
 * The image that the {@code Dockerfile} makes of the jar of this build. It is built by
 * the first test that asks for it.
 */
final class GatewayImage {

	static final String VERSION = "1.2.3";

	static final String REVISION = "5ca1ab1e";

	static final String SOURCE = "https://example.test/gateway";

	private static final String NAME = "partner-license-gateway:integration-test";

	private static final int MOST_OF_A_CONFIGURATION = 100_000;

	private GatewayImage() {
	}

	/**
	 * The name to run it by.
	 */
	static String name() {
		return Built.name;
	}

	static InspectImageResponse inspect() {
		return docker().inspectImageCmd(name()).exec();
	}

	/**
	 * Its configuration as it is shipped: JSON, with the steps that made it.
	 */
	static String configuration() throws IOException {
		try (TarArchiveInputStream files = new TarArchiveInputStream(docker().saveImageCmd(name()).exec())) {
			for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
				String text = (file.getSize() < MOST_OF_A_CONFIGURATION)
						? new String(files.readAllBytes(), StandardCharsets.UTF_8) : "";
				if (text.startsWith("{") && text.contains("\"history\"")) {
					return text;
				}
			}
		}
		throw new AssertionError("there is no configuration");
	}

	static DockerClient docker() {
		return DockerClientFactory.lazyClient();
	}

	/**
	 * Once for all tests.
	 */
	private static final class Built {

		private static final String name = build();

		private static String build() {
			docker().buildImageCmd(new File("Dockerfile").getAbsoluteFile())
				.withTags(Set.of(NAME))
				.withBuildArg("VERSION", VERSION)
				.withBuildArg("REVISION", REVISION)
				.withBuildArg("SOURCE", SOURCE)
				.exec(new BuildImageResultCallback())
				.awaitImageId();
			return NAME;
		}

	}

}
