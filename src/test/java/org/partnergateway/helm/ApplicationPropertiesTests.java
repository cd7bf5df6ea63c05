package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the gateway's configuration, as the chart writes it.
 */
class ApplicationPropertiesTests {

	private static final String MATRIX = "org.partnergateway.helm.Chart#matrix";

	private static final String SECRETS = "/run/secrets/partner-license-gateway/";

	private static final PropertiesMetadata METADATA = new PropertiesMetadata();

	@ParameterizedTest
	@MethodSource(MATRIX)
	void propertiesAreKnownAndTheirValuesConvert(Path values) {
		Map<String, Object> properties = properties(values);
		assertThat(properties.keySet()).allMatch(METADATA::knows);
		properties.forEach(METADATA::convert);
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void filesAreMounted(Path values) {
		Manifests manifests = Chart.release().with(values).render();
		Stream<String> named = manifests.properties()
			.values()
			.stream()
			.filter(String.class::isInstance)
			.map((value) -> value.toString().replaceFirst("^configtree:", ""))
			.filter((value) -> value.startsWith(SECRETS))
			.map((value) -> value.substring(SECRETS.length()));
		List<String> mounted = mounted(manifests);
		assertThat(named.toList()).allSatisfy((file) -> assertThat(mounted).anyMatch((path) -> path.startsWith(file)))
			.hasSameSizeAs(mounted);
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void nothingSecretIsInAConfigMapOrTheEnvironment(Path values) {
		Manifests manifests = Chart.release().with(values).render();
		assertThat(manifests.of(ConfigMap.class)).allSatisfy((map) -> assertThat(map.getBinaryData()).isEmpty());
		assertThat(manifests.properties()).doesNotContainKeys("partner-center.token.client-secret",
				"spring.data.redis.password", "spring.data.redis.url");
		assertThat(manifests.pods()
			.flatMap((pod) -> pod.containers())
			.flatMap((container) -> container.getEnv().stream())
			.map(EnvVar::getName)).noneMatch((name) -> name.matches(".*(SECRET|PASSWORD|TOKEN).+"));
	}

	@Test
	void sandboxNeedsNothing() {
		Manifests manifests = Chart.release().with("sandbox").render();
		assertThat(manifests.properties()).isEmpty();
		assertThat(environment(manifests)).containsEntry("SPRING_PROFILES_ACTIVE", "sandbox");
		assertThat(manifests.gateway().getVolumes()).extracting(Volume::getName).containsExactly("config", "tmp");
	}

	@Test
	void profileIsSetInTheSandboxAlone() {
		assertThat(environment(Chart.release().with("consent").render())).doesNotContainKey("SPRING_PROFILES_ACTIVE");
	}

	@Test
	void propertiesKeepTheirTypes() {
		assertThat(properties("certificate")).containsEntry("callers.rate-limit.requests", 1_000_000)
			.containsEntry("callers.rate-limit.fetches", 30)
			.containsEntry("partner-center.max-concurrent-calls", 4)
			.containsEntry("reports.keep-warm", false)
			.containsEntry("reports.time-to-live", "10m")
			.containsEntry("callers.required-scope", "")
			.containsEntry("spring.security.oauth2.resourceserver.jwt.audiences",
					List.of("0f2c3a55-94f2-44d1-b4cf-2b8a6ee1a101", "api://0f2c3a55-94f2-44d1-b4cf-2b8a6ee1a101"));
		assertThat(properties("typical")).containsEntry("sandbox.faults.rate", 0.5);
	}

	@Test
	void whatIsEmptyIsLeftToTheGateway() {
		assertThat(properties("consent")).containsOnlyKeys("callers.api-keys-file", "callers.authentication",
				"partner-center.cloud", "partner-center.token.client-id", "partner-center.token.client-secret-file",
				"partner-center.token.grant", "partner-center.token.refresh-token-file",
				"partner-center.token.tenant-id");
	}

	@Test
	void consentPageIsTheGatewaysDefaultAndCanBeSwitchedOff() {
		assertThat(properties("unconsented")).isEqualTo(properties("consent"));
		assertThat(properties("claimed")).containsEntry("partner-center.token.consent", "off")
			.doesNotContainKey("partner-center.token.consent-redirect-uri");
		assertThat(properties("shared")).doesNotContainKey("partner-center.token.consent")
			.containsEntry("partner-center.token.consent-redirect-uri", "http://localhost:9081/consent/callback");
	}

	@Test
	void redisPasswordIsAFileThatIsCalledLikeItsProperty() {
		Manifests manifests = Chart.release().with("shared").render();
		assertThat(manifests.properties()).containsEntry("spring.config.import", "configtree:" + SECRETS + "redis/");
		assertThat(mounted(manifests)).contains("redis/spring.data.redis.password");
		assertThat(properties("claimed")).containsEntry("spring.data.redis.host", "redis")
			.doesNotContainKeys("spring.config.import", "spring.data.redis.ssl.enabled");
	}

	@Test
	void podsAreReplacedWhenThePropertiesChange() {
		assertThat(checksum("{}")).isEqualTo(checksum("replicaCount: 7"))
			.isNotEqualTo(checksum("reports: {timeToLive: 10m}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a: b", "\"quoted\"", "\\\\back\\\\slash", "# no comment", "Lizenzen für Köln", "yes" })
	void textIsWhatWasWritten(String text) {
		Manifests manifests = Chart.release()
			.with("sandbox")
			.set("config: {partner-center.application-name: '" + text + "'}")
			.render();
		assertThat(manifests.properties()).containsEntry("partner-center.application-name", text);
	}

	private static Map<String, Object> properties(String values) {
		return Chart.release().with(values).render().properties();
	}

	private static Map<String, Object> properties(Path values) {
		return Chart.release().with(values).render().properties();
	}

	private static String checksum(String values) {
		Manifests manifests = Chart.release().with("sandbox").set(values).render();
		return String.valueOf(manifests.only(Deployment.class)
			.getSpec()
			.getTemplate()
			.getMetadata()
			.getAnnotations()
			.get("checksum/config"));
	}

	private static Map<String, String> environment(Manifests manifests) {
		return manifests.gateway()
			.getContainers()
			.getFirst()
			.getEnv()
			.stream()
			.collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
	}

	/**
	 * The paths of the files in the directory of secrets.
	 */
	private static List<String> mounted(Manifests manifests) {
		return manifests.gateway()
			.getVolumes()
			.stream()
			.filter((volume) -> volume.getProjected() != null)
			.flatMap((volume) -> volume.getProjected().getSources().stream())
			.flatMap(ApplicationPropertiesTests::paths)
			.toList();
	}

	private static Stream<String> paths(VolumeProjection source) {
		if (source.getConfigMap() != null) {
			return source.getConfigMap().getItems().stream().map(KeyToPath::getPath);
		}
		return (source.getSecret() != null) ? source.getSecret().getItems().stream().map(KeyToPath::getPath)
				: Stream.of(source.getServiceAccountToken().getPath());
	}

}
