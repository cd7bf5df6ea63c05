package org.partnergateway.helm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

import com.marcnuri.helm.Helm;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a release is known by: everything has to say the same.
 */
class PublicationTests {

	private static final Pattern CHANGES = Pattern.compile("^## \\[(.+?)]", Pattern.MULTILINE);

	private static final Pattern URL = Pattern.compile("<url>(\\S+)</url>");

	private static final Properties BUILD = new Properties();

	private static final Map<String, Object> CHART = Chart.load("Chart.yaml");

	@BeforeAll
	static void readBuild() throws IOException {
		try (InputStream in = PublicationTests.class.getResourceAsStream("/META-INF/build-info.properties")) {
			BUILD.load(Objects.requireNonNull(in));
		}
	}

	@Test
	void chartIsCalledLikeTheGateway() {
		assertThat(CHART).containsEntry("name", BUILD.getProperty("build.artifact"));
	}

	@Test
	void versionIsTheSameInBuildChartImageAndChangelog() {
		String version = Objects.requireNonNull(BUILD.getProperty("build.version")).replace("-SNAPSHOT", "");
		assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
		assertThat(CHART).containsEntry("version", version).containsEntry("appVersion", version);
		assertThat(Chart.release().with("sandbox").render().gateway().getContainers().getFirst().getImage())
			.isEqualTo("partner-license-gateway:" + version);
		assertThat(CHANGES.matcher(Chart.read(Path.of("CHANGELOG.md"))).results().map((change) -> change.group(1)))
			.first()
			.isEqualTo(version);
	}

	@Test
	void imageIsBuiltBeforeItIsInstalled() {
		String page = Chart.read(Path.of("src", "docs", "kubernetes.md"));
		String image = Chart.release().with("sandbox").render().gateway().getContainers().getFirst().getImage();
		assertThat(page.substring(0, page.indexOf("helm install"))).contains("docker build -t " + image + " .")
			.contains("kind load docker-image " + image)
			.contains("docker push registry.contoso.com/" + image)
			.contains("--set image.registry=registry.contoso.com");
		assertThat(Chart.read(Path.of("Makefile"))).contains("IMAGE ?= " + image + "\n");
		assertThat(Chart.read(Path.of("CONTRIBUTING.md"))).contains("docker build -t " + image + " .");
	}

	@Test
	void projectIsWhereTheBuildSaysItIs() {
		List<String> urls = URL.matcher(Chart.read(Path.of("pom.xml"))).results().map((url) -> url.group(1)).toList();
		assertThat(urls).contains(String.valueOf(CHART.get("home")));
		assertThat(CHART).containsEntry("sources", List.of(String.valueOf(CHART.get("home"))));
		assertThat(CHART.get("maintainers")).asInstanceOf(InstanceOfAssertFactories.list(Map.class))
			.singleElement()
			.satisfies((maintainer) -> assertThat(urls).contains(String.valueOf(maintainer.get("url"))));
	}

	@Test
	void iconIsAFileOfTheRepository() {
		String icon = String.valueOf(CHART.get("icon"));
		assertThat(icon).contains("/partnergateway/partner-license-gateway/main/");
		assertThat(Path.of(icon.substring(icon.indexOf("/main/") + 6))).isRegularFile();
	}

	@Test
	void licenseIsTheSameInChartBuildAndFile() {
		String license = String
			.valueOf(((Map<?, ?>) Objects.requireNonNull(CHART.get("annotations"))).get("artifacthub.io/license"));
		assertThat(Chart.read(Path.of("pom.xml"))).contains("<name>" + license + "</name>");
		assertThat(license).isEqualTo("Apache-2.0");
		assertThat(Chart.read(Path.of("LICENSE"))).contains("Apache License").contains("Version 2.0, January 2004");
	}

	@Test
	void chartIsPackagedUnderTheNameThatIsPushed(@TempDir Path directory) throws IOException {
		Path chart = directory.resolve("partner-license-gateway-%s.tgz".formatted(CHART.get("version")));
		assertThat(Chart.read(Path.of("src", "docs", "release.md")))
			.contains("helm package helm/partner-license-gateway --destination target\n")
			.contains("helm push \"target/partner-license-gateway-$VERSION.tgz\"");
		Chart.helm(Chart.DIRECTORY).packageIt().withDestination(directory).call();
		assertThat(chart).isRegularFile();
		assertThat(new Helm(chart).template().withKubeVersion("1.33.0").set("sandbox.enabled", "true").call())
			.contains("kind: Deployment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.20.0", "1.26.15" })
	void kubernetesThatIsTooOldIsRefused(String version) {
		assertThat(Chart.release().on(version).with("sandbox").refusal())
			.contains("chart requires kubeVersion: >=1.27.0-0 which is incompatible with Kubernetes v" + version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.27.0", "1.29.4-gke.1043002", "1.31.0-eks-a737599" })
	void kubernetesOfAProviderIsTaken(String version) {
		assertThat(Chart.release().on(version).with("sandbox").render().all()).isNotEmpty();
	}

}
