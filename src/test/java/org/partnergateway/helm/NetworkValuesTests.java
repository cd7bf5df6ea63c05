package org.partnergateway.helm;

import java.util.Arrays;
import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for values that say who reaches the gateway, and what it reaches.
 */
class NetworkValuesTests {

	@Test
	void serviceIsWhatTheValuesSay() {
		Service service = Chart.release().with("published").render().of(Service.class).getFirst();
		assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
		assertThat(service.getSpec().getPorts()).singleElement().satisfies((port) -> {
			assertThat(port.getPort()).isEqualTo(80);
			assertThat(port.getNodePort()).isEqualTo(30080);
		});
		assertThat(service.getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
		assertThat(service.getSpec().getLoadBalancerSourceRanges()).containsExactly("10.0.0.0/8");
		assertThat(service.getMetadata().getAnnotations())
			.containsEntry("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
		assertThat(service.getMetadata().getLabels()).containsEntry("exposure", "internal");
	}

	@Test
	void serviceIsOnThePortThatTheReadmeSays() {
		assertThat(Chart.release().with("sandbox").render().of(Service.class))
			.flatExtracting((service) -> service.getSpec().getPorts())
			.extracting(ServicePort::getPort)
			.containsExactlyInAnyOrder(8080, 8081);
	}

	@Test
	void ingressIsWhatTheValuesSay() {
		Ingress ingress = Chart.release().with("published").render().only(Ingress.class);
		assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
		assertThat(ingress.getMetadata().getAnnotations()).containsEntry("cert-manager.io/cluster-issuer",
				"letsencrypt");
		assertThat(ingress.getSpec().getTls()).singleElement()
			.satisfies((tls) -> assertThat(tls.getSecretName()).isEqualTo("licenses-tls"));
		assertThat(ingress.getSpec().getRules())
			.flatExtracting((rule) -> rule.getHttp()
				.getPaths()
				.stream()
				.map((path) -> rule.getHost() + " " + path.getPathType() + " " + path.getPath())
				.toList())
			.containsExactly("licenses.contoso.com Prefix /", "*.partners.contoso.com Prefix /v1/analytics/",
					"*.partners.contoso.com Exact /v1/analytics/licenses/usage");
	}

	@Test
	void routeIsWhatTheValuesSay() {
		HTTPRoute route = Chart.release().with("published").render().only(HTTPRoute.class);
		assertThat(route.getSpec().getParentRefs()).singleElement().satisfies((parent) -> {
			assertThat(parent.getName()).isEqualTo("internal");
			assertThat(parent.getSectionName()).isEqualTo("https");
		});
		assertThat(route.getSpec().getHostnames()).containsExactly("licenses.contoso.com");
		assertThat(route.getSpec().getRules()).hasSize(2)
			.first()
			.satisfies((rule) -> assertThat(rule.getFilters()).hasSize(1));
	}

	@Test
	void policyLetsCallersInAndMonitoringOnlyWhereItBelongs() {
		List<NetworkPolicyIngressRule> rules = Chart.release()
			.with("federated")
			.render()
			.only(NetworkPolicy.class)
			.getSpec()
			.getIngress();
		assertThat(rules).hasSize(2);
		assertThat(rules.getFirst().getFrom()).hasSize(3)
			.last()
			// The pods of helm test.
			.satisfies((peer) -> assertThat(peer.getPodSelector()).extracting(LabelSelector::getMatchLabels)
				.satisfies((labels) -> assertThat(labels).containsEntry("app.kubernetes.io/component", "test")));
		assertThat(rules.getLast().getPorts()).singleElement()
			.satisfies((port) -> assertThat(port.getPort().getStrVal()).isEqualTo("management"));
		assertThat(rules.getLast().getFrom()).singleElement()
			.satisfies((peer) -> assertThat(peer.getNamespaceSelector().getMatchLabels())
				.containsEntry("kubernetes.io/metadata.name", "monitoring"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "nobody", textBlock = """
			unconsented | {}                                                 | 1
			consent     | {}                                                 | 1
			unconsented | {networkPolicy: {monitoring: []}}                  | nobody
			consent     | {networkPolicy: {monitoring: []}}                  | nobody
			consent     | {networkPolicy: {monitoring: []}, partnerCenter: {consent: {enabled: false}}} | 0
			certificate | {networkPolicy: {monitoring: []}}                  | 0
			sandbox     | {networkPolicy: {monitoring: []}}                  | 0
			""")
	void policyLetsNobodyToTheConsentPageUnlessTheyAreNamed(String values, String more, @Nullable Integer peers) {
		List<NetworkPolicyIngressRule> rules = Chart.release()
			.with(values)
			.set(more)
			.render()
			.only(NetworkPolicy.class)
			.getSpec()
			.getIngress();
		List<NetworkPolicyIngressRule> management = rules.stream()
			.filter((rule) -> rule.getPorts()
				.stream()
				.anyMatch((port) -> port.getPort().getStrVal().equals("management")))
			.toList();
		// A rule without peers is for everybody.
		assertThat(management).extracting((rule) -> rule.getFrom().size())
			.isEqualTo((peers != null) ? List.of(peers) : List.of());
		assertThat(rules).hasSize(1 + management.size());
	}

	@Test
	void policyWithoutCallersLetsEverybodyIn() {
		NetworkPolicyIngressRule rule = Chart.release()
			.with("sandbox")
			.render()
			.only(NetworkPolicy.class)
			.getSpec()
			.getIngress()
			.getFirst();
		assertThat(rule.getFrom()).isEmpty();
	}

	@Test
	void policyLetsTheGatewayOutToNamesPartnerCenterAndRedis() {
		List<NetworkPolicyEgressRule> rules = Chart.release()
			.with("shared")
			.render()
			.only(NetworkPolicy.class)
			.getSpec()
			.getEgress();
		assertThat(ports(rules)).containsExactly(List.of(53, 53, 5353, 5353), List.of(443), List.of(6380),
				List.of(8443));
		assertThat(rules.getFirst().getPorts()).extracting(NetworkPolicyPort::getProtocol)
			.containsExactly("UDP", "TCP", "UDP", "TCP");
		assertThat(rules.get(1).getTo()).first()
			.satisfies((peer) -> assertThat(peer.getIpBlock().getExcept()).contains("169.254.0.0/16"));
		assertThat(rules.get(2).getTo()).hasSize(1);
	}

	@Test
	void policyLetsTheGatewayOutToTheProxyAndTheCollector() {
		List<NetworkPolicyEgressRule> rules = egress(Chart.release().with("corporate"));
		assertThat(ports(rules)).containsExactly(List.of(53, 53, 5353, 5353), List.of(443), List.of(3128),
				List.of(4318));
		assertThat(rules.get(2).getTo()).singleElement()
			.satisfies((peer) -> assertThat(peer.getIpBlock().getCidr()).isEqualTo("10.20.30.40/32"));
		assertThat(rules.get(3).getTo()).singleElement()
			.satisfies((peer) -> assertThat(peer.getNamespaceSelector()).isNotNull());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{tracing: {endpoint: "https://collector.contoso.com/v1/traces"}} | 443
			{tracing: {endpoint: "http://collector"}} | 80
			{config: {management.opentelemetry.tracing.export.otlp.endpoint: "http://[fd00::1]:4317"}} | 4317
			{config: {management.otlp.metrics.export.url: "http://collector:4318/v1/metrics"}} | 4318
			{extraEnv: [{name: MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT, value: "http://a:14318"}]} | 14318
			""")
	void policyLetsTelemetryOutWhicheverWayItIsSet(String values, int port) {
		assertThat(ports(egress(Chart.release().with("consent").set(values)))).last().isEqualTo(List.of(port));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{config: {spring.data.redis.cluster.nodes: "a:7000,b:7001,c:7000"}} | 6380 7000 7001
			{config: {"spring.data.redis.cluster.nodes[0]": "a:7002"}} | 6380 7002
			{config: {spring.data.redis.sentinel.nodes: ["a:26379", "b:26379"]}} | 6380 26379
			{extraEnv: [{name: SPRING_DATA_REDIS_CLUSTER_NODES, value: "a:7003"}]} | 6380 7003
			""")
	void policyLetsTheGatewayOutToAllNodesOfRedis(String values, String ports) {
		assertThat(ports(egress(Chart.release().with("shared").set(values)))).element(2)
			.isEqualTo(Arrays.stream(ports.split(" ")).map(Integer::valueOf).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{config: {partner-center.proxy: "http://10.1.2.3:8080"}} | 8080
					{extraEnv: [{name: PARTNER_CENTER_PROXY, value: "http://10.1.2.3:3129"}]} | 3129
					{config: {partner-center.no-proxy: "10.1.2.3"}, partnerCenter: {proxy: {url: "http://10.1.2.3:3130"}}} | 3130
					""")
	void policyLetsTheGatewayOutToAProxyWhicheverWayItIsSet(String values, int port) {
		assertThat(ports(egress(Chart.release().with("consent").set(values)))).last().isEqualTo(List.of(port));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{} | 443
					{partnerCenter: {baseUrl: "https://relay.contoso.com:8443/pc"}} | 443 8443
					{partnerCenter: {tokenUri: "https://login.contoso.com:9443/token"}} | 443 9443
					{config: {partner-center.base-url: "http://relay.contoso.com", partner-center.allow-plain-http: true}} | 443 80
					{extraEnv: [{name: PARTNER_CENTER_TOKEN_URI, value: "https://login.contoso.com:9444/token"}]} | 443 9444
					{callers: {authentication: jwt, apiKeys: {existingSecret: ""}, jwt: {audiences: [a], issuerUri: "https://sso.contoso.com:8444/realms/a", issuers: ["https://b:8445", "https://c"]}}} | 443 8444 8445
					{config: {callers.jwt.issuers: "https://b:8446, https://c:8447"}} | 443 8446 8447
					{config: {"callers.jwt.issuers[0]": "https://b:8448"}} | 443 8448
					""")
	void policyLetsTheGatewayOutToTheUrlsThatAreSet(String values, String ports) {
		assertThat(ports(egress(Chart.release().with("consent").set(values)))).element(1)
			.isEqualTo(Arrays.stream(ports.split(" ")).map(Integer::valueOf).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{ingress: {enabled: true, hosts: [{host: a.contoso.com}]}}
			{httpRoute: {enabled: true, parentRefs: [{name: a}]}}
			""")
	void forwardedHeadersOfNobodyAreBelievedWhereSomebodySaidSo(String values) {
		assertThat(Chart.release()
			.with("sandbox")
			.set(values)
			.set("forwardedHeaders: {ignored: true}")
			.render()
			.properties()).isEmpty();
	}

	@Test
	void forwardedHeadersOfTheNamedProxiesAreBelieved() {
		assertThat(Chart.release().with("published").render().properties())
			.containsEntry("server.forward-headers-strategy", "native")
			.containsEntry("server.tomcat.remoteip.internal-proxies", "10.244.7.0/24,fd00:7::/64");
	}

	@Test
	void proxyAndCertificatesAreTheGatewaysProperties() {
		assertThat(Chart.release().with("corporate").render().properties())
			.containsEntry("partner-center.proxy", "http://gateway@proxy.contoso.com:3128")
			.containsEntry("partner-center.no-proxy", List.of(".internal.contoso.com", "10.0.0.0/8"))
			.containsEntry("partner-center.ssl-bundle", "partner-center")
			.containsEntry("spring.ssl.bundle.pem.partner-center.reload-on-update", true);
	}

	@Test
	void whatIsNotWantedIsNotThere() {
		Manifests manifests = Chart.release().with("claimed").render();
		assertThat(manifests.of(NetworkPolicy.class)).isEmpty();
		assertThat(manifests.of(PodDisruptionBudget.class)).isEmpty();
		assertThat(manifests.of(Pod.class)).isEmpty();
		assertThat(manifests.of(Ingress.class)).isEmpty();
		assertThat(manifests.of(HTTPRoute.class)).isEmpty();
		assertThat(manifests.of(ServiceMonitor.class)).isEmpty();
		assertThat(manifests.of(PrometheusRule.class)).isEmpty();
		assertThat(manifests.of(ConfigMap.class)).hasSize(1);
	}

	@Test
	void rulesAndDashboardAreTheFilesOfTheChart() {
		Manifests manifests = Chart.release().with("monitored").render();
		PrometheusRule rules = manifests.only(PrometheusRule.class);
		assertThat(rules.getMetadata().getLabels()).containsEntry("release", "prometheus");
		assertThat(rules.getSpec()).isEqualTo(rules(Chart.read("files/rules.yaml")));
		ConfigMap dashboard = manifests.of(ConfigMap.class)
			.stream()
			.filter((map) -> map.getData().containsKey("partner-license-gateway.json"))
			.findFirst()
			.orElseThrow();
		assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
		assertThat(dashboard.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Licenses");
		assertThat(dashboard.getData()).containsEntry("partner-license-gateway.json",
				Chart.read("files/dashboard.json"));
		assertThat(manifests.only(ServiceMonitor.class).getSpec().getEndpoints()).singleElement()
			.satisfies((endpoint) -> {
				assertThat(endpoint.getInterval()).isEqualTo("15s");
				assertThat(endpoint.getHonorLabels()).isTrue();
				// The job that rules and dashboard ask for.
				assertThat(endpoint.getRelabelings()).singleElement().satisfies((relabeling) -> {
					assertThat(relabeling.getTargetLabel()).isEqualTo("job");
					assertThat(relabeling.getReplacement()).isEqualTo("partner-license-gateway");
				});
			});
	}

	@Test
	void rulesLinkToTheRunbookWhereThereIsOne() {
		Manifests manifests = Chart.release()
			.with("monitored")
			.set("prometheusRule: {runbookBaseUrl: 'https://git.contoso.com/licenses/'}")
			.render();
		assertThat(manifests.only(PrometheusRule.class).getSpec()).isEqualTo(rules(Chart.read("files/rules.yaml")
			.replace("runbook: src/", "runbook_url: https://git.contoso.com/licenses/src/")));
	}

	@ParameterizedTest
	@CsvSource({ "sandbox, true, false", "federated, true, false", "consent, true, true", "certificate, false, true" })
	void testsAreThoseThatTheWayToAuthenticateAllows(String values, boolean isStored, boolean isRequired) {
		List<String> tests = Chart.release()
			.with(values)
			.render()
			.of(Pod.class)
			.stream()
			.map((pod) -> pod.getMetadata().getName().replaceFirst(".*-test-", ""))
			.toList();
		assertThat(tests.contains("report-is-stored")).isEqualTo(isStored);
		assertThat(tests.contains("credential-is-required")).isEqualTo(isRequired);
	}

	@Test
	void testsAreHooks() {
		assertThat(Chart.release().with("consent").template()).doesNotContain("kind: Pod\n");
	}

	private static List<NetworkPolicyEgressRule> egress(Release release) {
		return release.render().only(NetworkPolicy.class).getSpec().getEgress();
	}

	private static List<List<Integer>> ports(List<NetworkPolicyEgressRule> rules) {
		return rules.stream()
			.map((rule) -> rule.getPorts().stream().map((port) -> port.getPort().getIntVal()).toList())
			.toList();
	}

	private static PrometheusRuleSpec rules(String file) {
		return ManifestReader
			.read("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n" + file.indent(2))
			.only(PrometheusRule.class)
			.getSpec();
	}

}
