package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.helm.Manifests.NamedPod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what one object says of another: it has to be there.
 */
class ReferenceTests {

	private static final String MATRIX = "org.partnergateway.helm.Chart#matrix";

	@ParameterizedTest
	@MethodSource(MATRIX)
	void selectorsSelectTheGatewayAndNothingElse(Path values) {
		Manifests manifests = render(values);
		Deployment deployment = manifests.only(Deployment.class);
		Stream<Map<String, String>> selectors = Stream
			.of(Stream.of(deployment.getSpec().getSelector().getMatchLabels()),
					manifests.of(Service.class).stream().map((service) -> service.getSpec().getSelector()),
					manifests.of(PodDisruptionBudget.class)
						.stream()
						.map((budget) -> budget.getSpec().getSelector().getMatchLabels()),
					manifests.of(NetworkPolicy.class)
						.stream()
						.map((policy) -> policy.getSpec().getPodSelector().getMatchLabels()))
			.flatMap((stream) -> stream);
		assertThat(selectors).isNotEmpty()
			.allSatisfy((selector) -> assertThat(
					manifests.pods().filter((pod) -> selects(selector, pod.metadata().getLabels())))
				.extracting(NamedPod::name)
				.containsExactly(deployment.getMetadata().getName()));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void portsByNameAreThoseOfTheGateway(Path values) {
		Manifests manifests = render(values);
		Container gateway = manifests.gateway().getContainers().getFirst();
		List<String> ports = gateway.getPorts().stream().map(ContainerPort::getName).toList();
		Stream<String> services = manifests.of(Service.class)
			.stream()
			.flatMap((service) -> service.getSpec().getPorts().stream())
			.map((port) -> port.getTargetPort().getStrVal());
		Stream<String> probes = Stream
			.of(gateway.getStartupProbe(), gateway.getLivenessProbe(), gateway.getReadinessProbe())
			.map((probe) -> probe.getHttpGet().getPort().getStrVal());
		Stream<String> policies = manifests.of(NetworkPolicy.class)
			.stream()
			.flatMap((policy) -> policy.getSpec().getIngress().stream())
			.flatMap((rule) -> rule.getPorts().stream())
			.map((port) -> port.getPort().getStrVal());
		assertThat(Stream.of(services, probes, policies).flatMap((stream) -> stream)).isNotEmpty().isSubsetOf(ports);
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void routesLeadToTheCallersPort(Path values) {
		Manifests manifests = render(values);
		Service service = callersService(manifests);
		ServicePort port = service.getSpec().getPorts().getFirst();
		Stream<IngressServiceBackend> ingress = manifests.of(Ingress.class)
			.stream()
			.flatMap((found) -> found.getSpec().getRules().stream())
			.flatMap((rule) -> rule.getHttp().getPaths().stream())
			.map((path) -> path.getBackend().getService());
		assertThat(ingress).allSatisfy((backend) -> {
			assertThat(backend.getName()).isEqualTo(service.getMetadata().getName());
			assertThat(backend.getPort().getName()).isEqualTo(port.getName());
		});
		assertThat(manifests.of(HTTPRoute.class).stream().flatMap((route) -> route.getSpec().getRules().stream()))
			.allSatisfy((rule) -> assertThat(rule.getBackendRefs()).singleElement().satisfies((backend) -> {
				assertThat(backend.getName()).isEqualTo(service.getMetadata().getName());
				assertThat(backend.getPort()).isEqualTo(port.getPort());
			}));
		String scheme = manifests.properties().containsKey("server.ssl.bundle") ? "https" : "http";
		assertThat(manifests.pods().filter((pod) -> !pod.spec().equals(manifests.gateway())))
			.allSatisfy((test) -> assertThat(test.spec().getContainers().getFirst().getEnv())
				.contains(new EnvVar("URL", "%s://%s:%d/v1/analytics/licenses/usage".formatted(scheme,
						service.getMetadata().getName(), port.getPort()), null)));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void metricsAreScrapedFromTheManagementPortWhichIsNeverPublished(Path values) {
		Manifests manifests = render(values);
		Service management = manifests.of(Service.class)
			.stream()
			.filter((service) -> service.getMetadata().getName().endsWith("-management"))
			.findFirst()
			.orElseThrow();
		assertThat(management.getSpec().getType()).isEqualTo("ClusterIP");
		assertThat(callersService(manifests).getSpec().getPorts()).extracting(ServicePort::getTargetPort)
			.containsExactly(new IntOrString("http"));
		assertThat(manifests.of(ServiceMonitor.class)).allSatisfy((monitor) -> {
			assertThat(manifests.of(Service.class)
				.stream()
				.filter((service) -> selects(monitor.getSpec().getSelector().getMatchLabels(),
						service.getMetadata().getLabels())))
				.containsExactly(management);
			assertThat(monitor.getSpec().getEndpoints()).singleElement()
				.satisfies((endpoint) -> assertThat(endpoint.getPort())
					.isEqualTo(management.getSpec().getPorts().getFirst().getName()));
			assertThat(monitor.getSpec().getNamespaceSelector().getMatchNames())
				.containsExactly(management.getMetadata().getNamespace());
		});
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void autoscalersScaleTheDeploymentWhichThenSaysNothingOfReplicas(Path values) {
		Manifests manifests = render(values);
		Deployment deployment = manifests.only(Deployment.class);
		List<HorizontalPodAutoscaler> autoscalers = manifests.of(HorizontalPodAutoscaler.class);
		assertThat(autoscalers).allSatisfy((autoscaler) -> {
			assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(deployment.getKind());
			assertThat(autoscaler.getSpec().getScaleTargetRef().getApiVersion()).isEqualTo(deployment.getApiVersion());
			assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
				.isEqualTo(deployment.getMetadata().getName());
			assertThat(autoscaler.getSpec().getMetrics()).isNotEmpty();
		});
		assertThat(deployment.getSpec().getReplicas() == null).isEqualTo(!autoscalers.isEmpty());
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void mountsHaveAVolumeAndVolumesASource(Path values) {
		Manifests manifests = render(values);
		manifests.pods().forEach((pod) -> {
			List<String> volumes = pod.spec().getVolumes().stream().map(Volume::getName).toList();
			assertThat(volumes).doesNotHaveDuplicates();
			assertThat(pod.containers().flatMap((container) -> container.getVolumeMounts().stream()))
				.extracting(VolumeMount::getName)
				.isSubsetOf(volumes)
				.containsAll(volumes);
			pod.containers().forEach((container) -> {
				assertThat(container.getVolumeMounts()).extracting(VolumeMount::getMountPath).doesNotHaveDuplicates();
				assertThat(container.getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
			});
		});
		assertThat(manifests.gateway().getVolumes().stream().filter((volume) -> volume.getName().equals("config")))
			.singleElement()
			.satisfies((volume) -> assertThat(manifests.of(ConfigMap.class))
				.extracting((map) -> map.getMetadata().getName())
				.contains(volume.getConfigMap().getName()));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void claimAndAccountAreThereUnlessTheyAreSomebodyElses(Path values) {
		Manifests manifests = render(values);
		Stream<String> claims = manifests.gateway()
			.getVolumes()
			.stream()
			.map(Volume::getPersistentVolumeClaim)
			.filter(Objects::nonNull)
			.map((source) -> source.getClaimName())
			.filter((name) -> !name.equals("licenses-state"));
		assertThat(claims)
			.containsExactlyElementsOf(names(manifests.of(PersistentVolumeClaim.class).stream()).toList());
		String account = manifests.gateway().getServiceAccountName();
		if (!account.equals("shared")) {
			assertThat(names(manifests.of(ServiceAccount.class).stream())).containsExactly(account);
		}
	}

	private static Stream<String> names(Stream<? extends io.fabric8.kubernetes.api.model.HasMetadata> manifests) {
		return manifests.map((manifest) -> manifest.getMetadata().getName());
	}

	private static Service callersService(Manifests manifests) {
		return manifests.of(Service.class)
			.stream()
			.filter((service) -> !service.getMetadata().getName().endsWith("-management"))
			.findFirst()
			.orElseThrow();
	}

	private static boolean selects(Map<String, String> selector, Map<String, String> labels) {
		return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
	}

	private static Manifests render(Path values) {
		return Chart.release().with(values).render();
	}

}
