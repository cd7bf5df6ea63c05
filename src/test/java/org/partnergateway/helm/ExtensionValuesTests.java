package org.partnergateway.helm;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for values by which an operator adds what the chart does not know of.
 */
class ExtensionValuesTests {

	private static final String SECRETS = "/run/secrets/partner-license-gateway/";

	@Test
	void everythingIsInTheNamespaceThatOverrides() {
		Release release = Chart.release().with("certificate").with("monitored").set("sandbox: {enabled: false}");
		Manifests manifests = release.set("namespaceOverride: reporting").render();
		assertThat(manifests.all()).extracting((manifest) -> manifest.getMetadata().getNamespace())
			.containsOnly("reporting");
		assertThat(manifests.only(ServiceMonitor.class).getSpec().getNamespaceSelector().getMatchNames())
			.containsExactly("reporting");
		assertThat(release.set("namespaceOverride: reporting").notes())
			.contains("http://gateway-partner-license-gateway.reporting:8080/")
			.contains("kubectl --namespace reporting ")
			.contains("helm --namespace licenses test gateway");
	}

	@Test
	void objectsOfTheOperatorAreTemplates() {
		List<ConfigMap> maps = extended().of(ConfigMap.class);
		assertThat(maps).extracting((map) -> map.getMetadata().getName())
			.contains("gateway-partner-license-gateway-extra", "extra-a", "extra-b");
		assertThat(extended().configMap("gateway-partner-license-gateway-extra")).satisfies((map) -> {
			assertThat(map.getMetadata().getLabels()).isEqualTo(Map.of("chart", "partner-license-gateway"));
			assertThat(map.getData()).isEqualTo(Map.of("replicas", "1"));
		});
	}

	@Test
	void containersOfTheOperatorComeAfterTheChartsOwn() {
		assertThat(extended().gateway().getInitContainers()).extracting(Container::getName)
			.containsExactly("refresh-token", "await-proxy");
		assertThat(extended().gateway().getContainers()).extracting(Container::getName)
			.containsExactly("gateway", "shipper");
		assertThat(Chart.release()
			.with("sandbox")
			.set("initContainers: [{name: first, image: 'busybox:1'}]")
			.render()
			.gateway()
			.getInitContainers()).extracting(Container::getName).containsExactly("first");
	}

	@Test
	void annotationsOfTheDeploymentAreItsOwn() {
		Deployment deployment = extended().only(Deployment.class);
		assertThat(deployment.getMetadata().getAnnotations()).containsEntry("reloader.stakater.com/auto", "true");
		assertThat(extended().all()).filteredOn((manifest) -> !manifest.equals(deployment))
			.extracting(HasMetadata::getMetadata)
			.allSatisfy((metadata) -> assertThat(metadata.getAnnotations())
				.doesNotContainKey("reloader.stakater.com/auto"));
		assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
			.doesNotContainKey("reloader.stakater.com/auto");
	}

	@Test
	void namesAreAskedForAsTheValuesSay() {
		PodSpec pod = extended().gateway();
		assertThat(pod.getDnsPolicy()).isEqualTo("None");
		assertThat(pod.getDnsConfig().getNameservers()).containsExactly("10.96.0.10");
		assertThat(pod.getDnsConfig().getSearches()).containsExactly("contoso.com");
		assertThat(pod.getDnsConfig().getOptions()).containsExactly(new PodDNSConfigOption("ndots", "2"));
		PodSpec sandbox = Chart.release().with("sandbox").render().gateway();
		assertThat(sandbox.getDnsPolicy()).isNull();
		assertThat(sandbox.getDnsConfig()).isNull();
	}

	@Test
	void preStopOfTheOperatorTakesThePlaceOfTheSleep() {
		Container gateway = extended().gateway().getContainers().getFirst();
		assertThat(gateway.getLifecycle().getPostStart().getExec().getCommand()).containsExactly("sh", "-c", "true");
		assertThat(gateway.getLifecycle().getPreStop().getSleep().getSeconds()).isEqualTo(15);
		Container other = lifecycle("{preStop: {exec: {command: [sh, -c, 'sleep 3']}}}");
		assertThat(other.getLifecycle().getPreStop().getSleep()).isNull();
		assertThat(other.getLifecycle().getPreStop().getExec().getCommand()).hasSize(3);
	}

	@Test
	void postStartOfTheOperatorLeavesTheSleep() {
		Container gateway = lifecycle("{postStart: {exec: {command: ['true']}}}");
		assertThat(gateway.getLifecycle().getPostStart().getExec().getCommand()).containsExactly("true");
		assertThat(gateway.getLifecycle().getPreStop().getSleep().getSeconds()).isEqualTo(5);
	}

	@Test
	void serviceHasTheFamiliesThatTheValuesSay() {
		Service service = extended().of(Service.class).getFirst();
		assertThat(service.getSpec().getIpFamilyPolicy()).isEqualTo("PreferDualStack");
		assertThat(service.getSpec().getIpFamilies()).containsExactly("IPv6", "IPv4");
		Service sandbox = Chart.release().with("sandbox").render().of(Service.class).getFirst();
		assertThat(sandbox.getSpec().getIpFamilyPolicy()).isNull();
		assertThat(sandbox.getSpec().getIpFamilies()).isEmpty();
	}

	@Test
	void callersPortSpeaksTlsByTheFilesOfTheSecretAndManagementDoesNot() {
		Manifests manifests = extended();
		assertThat(manifests.properties()).containsEntry("server.ssl.bundle", "gateway")
			.containsEntry("spring.ssl.bundle.pem.gateway.keystore.certificate", SECRETS + "gateway-certificate.pem")
			.containsEntry("spring.ssl.bundle.pem.gateway.keystore.private-key", SECRETS + "gateway-private-key.pem")
			.containsEntry("spring.ssl.bundle.pem.gateway.reload-on-update", true)
			.containsEntry("management.server.ssl.enabled", false);
		assertThat(manifests.of(Service.class)).flatExtracting((service) -> service.getSpec().getPorts())
			.extracting(ServicePort::getName, ServicePort::getAppProtocol)
			.containsExactly(tuple("http", "https"), tuple("management", "http"));
		Container gateway = manifests.gateway().getContainers().getFirst();
		assertThat(List.of(gateway.getStartupProbe(), gateway.getLivenessProbe(), gateway.getReadinessProbe()))
			.allSatisfy((probe) -> assertThat(probe.getHttpGet().getScheme()).isNull());
		assertThat(Chart.release().with("extended").notes())
			.contains("https://gateway-partner-license-gateway.licenses:8080/")
			.contains("curl -ik https://localhost:8080/");
	}

	@Test
	void sandboxSpeaksTlsToo() {
		assertThat(Chart.release()
			.with("sandbox")
			.set("tls: {existingSecret: licenses-certificate}")
			.render()
			.properties()).containsEntry("server.ssl.bundle", "gateway");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{dnsPolicy: None} | dnsPolicy is None, but there is no DNS server: set dnsConfig.nameservers.
					{dnsPolicy: Sometimes} | at '/dnsPolicy': value must be one of
					{dnsConfig: {servers: [10.0.0.1]}} | invalid propertyName 'servers'
					{service: {ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6]}} | service.ipFamilyPolicy is SingleStack, but service.ipFamilies has two: set the policy to PreferDualStack, or name one family.
					{service: {ipFamilies: [IPv5]}} | at '/service/ipFamilies/0': value must be one of 'IPv4', 'IPv6'
					{lifecycle: {prestop: {}}} | invalid propertyName 'prestop'
					{lifecycle: {preStop: {sleep: {seconds: 20}}}} | terminationGracePeriodSeconds (40) is too short for requests in progress: the gateway needs up to 30 s after lifecycle.preStop, together 50 s.
					{extraContainers: [{image: a}]} | at '/extraContainers/0': missing property 'name'
					{initContainers: [{name: gateway}]} | initContainers has a container called gateway, and so has the chart: give it another name.
					{extraContainers: [{name: refresh-token}]} | extraContainers has a container called refresh-token, and so has the chart
					{extraObjects: [{kind: ConfigMap}]} | at '/extraObjects/0'
					{namespaceOverride: Reporting} | at '/namespaceOverride': 'Reporting' does not match pattern
					{tls: {existingSecret: changeme}} | tls.existingSecret is changeme, a placeholder
					{tls: {existingSecret: a}, config: {server.ssl.bundle: mine}} | config sets server.ssl.bundle, which the chart sets too: use the chart's own value for it.
					""")
	void refusalWhenAnExtensionCannotBeMeant(String values, String sentence) {
		assertThat(Chart.release().with("sandbox").set(values).refusal()).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{extraContainers: [{name: a, env: [{name: SHIPPER_PASSWORD, value: s3cr3t}]}]} | extraContainers has the value of SHIPPER_PASSWORD, which everybody can read
					{initContainers: [{name: a, env: [{name: VAULT_ACCESS_TOKEN, value: s3cr3t}]}]} | initContainers has the value of VAULT_ACCESS_TOKEN, which everybody can read
					{extraObjects: [{apiVersion: v1, kind: Secret, stringData: {a: s3cr3t}}]} | extraObjects has a Secret. Everybody who can read the values can read it
					{extraObjects: ["apiVersion: v1\\nkind: 'Secret' # mine\\nstringData: {a: s3cr3t}"]} | extraObjects has a Secret
					{extraObjects: ["apiVersion: v1\\nkind: {{ print \\"Sec\\" \\"ret\\" }}\\nstringData: {a: s3cr3t}"]} | extraObjects has a Secret
					""")
	void refusalWhenASecretWouldBeReadableDoesNotRepeatIt(String values, String sentence) {
		assertThat(Chart.release().with("sandbox").set(values).refusal()).contains(sentence).doesNotContain("s3cr3t");
	}

	@Test
	void whatSomebodyElseMakesASecretOfIsTaken() {
		assertThat(Chart.release().with("sandbox").set("""
				extraObjects:
				  - apiVersion: external-secrets.io/v1
				    kind: ExternalSecret
				    metadata: {name: a}
				    spec: {secretStoreRef: {kind: SecretStore, name: b}, target: {template: {kind: Secret}}}
				""").template()).contains("kind: ExternalSecret");
	}

	private static Container lifecycle(String value) {
		return Chart.release().with("sandbox").set("lifecycle: " + value).render().gateway().getContainers().getFirst();
	}

	private static Manifests extended() {
		return Chart.release().with("extended").render();
	}

}
