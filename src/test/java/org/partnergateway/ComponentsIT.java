package org.partnergateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the list of parts that is in the jar. It is made after the unit tests.
 */
class ComponentsIT {

	private static final Path LIST = Path.of("target", "classes", "META-INF", "sbom", "application.cdx.json");

	@SuppressWarnings("NullAway.Init")
	private static JsonNode list;

	@BeforeAll
	static void read() throws IOException {
		assumeThat(LIST).as("Maven makes no list while it is offline").exists();
		list = JsonMapper.shared().readTree(Files.readString(LIST));
	}

	@Test
	void listNamesTheProductItsVersionAndItsLicense() throws IOException {
		Properties build = new Properties();
		try (InputStream in = getClass().getResourceAsStream("/META-INF/build-info.properties")) {
			build.load(Objects.requireNonNull(in));
		}
		JsonNode product = list.at("/metadata/component");
		assertThat(list.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(product.path("name").asString()).isEqualTo(build.getProperty("build.artifact"));
		assertThat(product.path("version").asString()).isEqualTo(build.getProperty("build.version"));
		assertThat(product.at("/licenses/0/license/id").asString()).isEqualTo("Apache-2.0");
	}

	@Test
	void listHasWhatIsInTheJarAndNothingOfTheTests() {
		assertThat(StreamSupport.stream(list.path("components").spliterator(), false)
			.map((component) -> component.path("name").asString())).contains("caffeine", "tomcat-embed-core")
			.doesNotContain("archunit-junit5", "playwright", "helm-java");
		assertThat(list.path("components")).allSatisfy((component) -> {
			assertThat(component.path("version").asString()).isNotEmpty();
			assertThat(component.path("purl").asString()).startsWith("pkg:maven/");
		});
	}

}
