package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what things are called.
 */
class NameTests {

	private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

	private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

	/** The longest that Helm allows. */
	private static final String LONG = "a-very-long-name-of-a-release-that-somebody-generated";

	@ParameterizedTest
	@MethodSource("org.partnergateway.helm.Chart#matrix")
	void namesAreWithinTheirBoundsAndUnique(Path values) {
		Manifests manifests = Chart.release().named(LONG).with(values).render();
		assertThat(manifests.all()).allSatisfy((manifest) -> {
			assertThat(manifest.getMetadata().getName()).matches(DNS_LABEL);
			assertThat(manifest.getMetadata().getNamespace()).isEqualTo("licenses");
			assertLabels(manifest.getMetadata().getLabels());
		});
		assertThat(manifests.pods()).allSatisfy((pod) -> assertLabels(pod.metadata().getLabels()));
		assertThat(manifests.all())
			.extracting((manifest) -> manifest.getKind() + "/" + manifest.getMetadata().getName())
			.doesNotHaveDuplicates();
	}

	@Test
	void nameIsReleaseAndChart() {
		assertThat(deployment(Chart.release().named("prod").with("sandbox"))).isEqualTo("prod-partner-license-gateway");
	}

	@Test
	void nameWhenTheReleaseIsCalledLikeTheChartIsSaidOnce() {
		assertThat(deployment(Chart.release().named("partner-license-gateway").with("sandbox")))
			.isEqualTo("partner-license-gateway");
	}

	@Test
	void nameWhenTheChartIsCalledOtherwise() {
		assertThat(deployment(Chart.release().named("prod").with("sandbox").set("nameOverride: licenses")))
			.isEqualTo("prod-licenses");
	}

	@Test
	void nameWhenItIsGivenIsThat() {
		assertThat(deployment(Chart.release().with("sandbox").set("fullnameOverride: licenses"))).isEqualTo("licenses");
	}

	@Test
	void nameWhenItIsTooLongEndsWithALetter() {
		// The 63rd character is a hyphen.
		assertThat(deployment(Chart.release().with("sandbox").set("fullnameOverride: " + "n".repeat(62) + "-name")))
			.isEqualTo("n".repeat(62));
	}

	@Test
	void labelsOfAllAreOnEverythingAndInNoSelector() {
		Manifests manifests = Chart.release()
			.with("certificate")
			.set("{commonLabels: {team: licensing}, commonAnnotations: {contact: a}}")
			.render();
		assertThat(manifests.all()).allSatisfy((manifest) -> {
			assertThat(manifest.getMetadata().getLabels()).containsEntry("team", "licensing");
			assertThat(manifest.getMetadata().getAnnotations()).containsEntry("contact", "a");
		});
		assertThat(manifests.pods())
			.allSatisfy((pod) -> assertThat(pod.metadata().getLabels()).containsEntry("team", "licensing"));
		assertThat(manifests.only(Deployment.class).getSpec().getSelector().getMatchLabels())
			.containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
	}

	private static String deployment(Release release) {
		HasMetadata deployment = release.render().only(Deployment.class);
		return deployment.getMetadata().getName();
	}

	private static void assertLabels(Map<String, String> labels) {
		assertThat(labels).allSatisfy((name, value) -> assertThat(value).as(name).matches(LABEL_VALUE));
	}

}
