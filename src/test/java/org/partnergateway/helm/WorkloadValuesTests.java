package org.partnergateway.helm;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for values that say how the gateway is run.
 */
class WorkloadValuesTests {

	@Test
	void podIsWhatTheValuesSay() {
		PodSpec pod = Chart.release().with("typical").render().gateway();
		assertThat(pod.getImagePullSecrets()).extracting(LocalObjectReference::getName)
			.containsExactly("mirror", "registry");
		assertThat(pod.getServiceAccountName()).isEqualTo("shared");
		assertThat(pod.getPriorityClassName()).isEqualTo("business-critical");
		assertThat(pod.getNodeSelector()).isEqualTo(Map.of("kubernetes.io/os", "linux", "dedicated", "true"));
		assertThat(pod.getTolerations()).singleElement()
			.satisfies((toleration) -> assertThat(toleration.getValue()).isEqualTo("licenses"));
		assertThat(pod.getAffinity().getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
			.hasSize(1);
		assertThat(pod.getTopologySpreadConstraints()).singleElement()
			.satisfies((constraint) -> assertThat(constraint.getLabelSelector().getMatchLabels())
				.isEqualTo(Map.of("team", "licensing")));
		assertThat(pod.getVolumes()).anySatisfy((volume) -> {
			assertThat(volume.getName()).isEqualTo("certificates");
			assertThat(volume.getConfigMap().getName()).isEqualTo("company-roots");
		});
	}

	@Test
	void containerIsWhatTheValuesSay() {
		Container gateway = Chart.release().with("typical").render().gateway().getContainers().getFirst();
		assertThat(gateway.getImage()).isEqualTo("mirror.contoso.com/platform/partner-license-gateway:1.20");
		assertThat(gateway.getImagePullPolicy()).isEqualTo("Always");
		assertThat(gateway.getResources().getRequests()).containsEntry("cpu", new Quantity("1"));
		assertThat(gateway.getResources().getLimits()).containsEntry("cpu", new Quantity("2"));
		assertThat(gateway.getEnv()).contains(new EnvVar("TZ", "UTC", null), new EnvVar("MALLOC_ARENA_MAX", "2", null))
			.anySatisfy((variable) -> {
				assertThat(variable.getName()).isEqualTo("NODE_NAME");
				assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("spec.nodeName");
			});
		assertThat(gateway.getEnvFrom()).singleElement()
			.satisfies((source) -> assertThat(source.getConfigMapRef().getName()).isEqualTo("proxy"));
		assertThat(gateway.getVolumeMounts()).anySatisfy((mount) -> {
			assertThat(mount.getName()).isEqualTo("certificates");
			assertThat(mount.getMountPath()).isEqualTo("/etc/company");
		});
	}

	@Test
	void deploymentIsWhatTheValuesSay() {
		DeploymentSpec deployment = Chart.release().with("typical").render().only(Deployment.class).getSpec();
		assertThat(deployment.getReplicas()).isEqualTo(4);
		assertThat(deployment.getRevisionHistoryLimit()).isEqualTo(2);
		assertThat(deployment.getStrategy().getRollingUpdate().getMaxUnavailable()).isEqualTo(new IntOrString("25%"));
		assertThat(deployment.getTemplate().getMetadata().getAnnotations())
			.containsEntry("prometheus.io/scrape", "true")
			.containsEntry("prometheus.io/port", "8081");
		assertThat(deployment.getTemplate().getMetadata().getLabels())
			.containsEntry("azure.workload.identity/use", "true")
			.containsEntry("generation", "1000000");
	}

	@Test
	void podsSpreadByDefaultAndStayUpInAnUpdate() {
		Manifests manifests = Chart.release().with("sandbox").render();
		assertThat(manifests.gateway().getTopologySpreadConstraints()).hasSize(2)
			.extracting(TopologySpreadConstraint::getLabelSelector)
			.containsOnly(manifests.only(Deployment.class).getSpec().getSelector());
		assertThat(manifests.only(Deployment.class).getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
			.isEqualTo(new IntOrString(0));
	}

	@Test
	void imageByDigestHasNoTag() {
		Manifests manifests = Chart.release().with("pinned").render();
		assertThat(manifests.gateway().getContainers().getFirst().getImage())
			.matches("registry\\.contoso\\.com:5000/partner-license-gateway@sha256:[0-9a-f]{64}");
		assertThat(manifests.test("report-is-stored").getContainers().getFirst().getImage())
			.matches("registry\\.contoso\\.com:5000/tools/curl@sha256:[0-9a-f]{64}");
	}

	@ParameterizedTest
	@CsvSource({ "{enabled: true}, , 1", "{minAvailable: 1}, 1,", "{minAvailable: 50%}, 50%,",
			"{maxUnavailable: 2}, , 2", "{maxUnavailable: 0}, , 0" })
	void budgetHasOneOfTheTwo(String values, @Nullable String minAvailable, @Nullable String maxUnavailable) {
		PodDisruptionBudget budget = Chart.release()
			.with("sandbox")
			.set("podDisruptionBudget: " + values)
			.render()
			.only(PodDisruptionBudget.class);
		assertThat(text(budget.getSpec().getMinAvailable())).isEqualTo(minAvailable);
		assertThat(text(budget.getSpec().getMaxUnavailable())).isEqualTo(maxUnavailable);
	}

	@Test
	void autoscalerIsWhatTheValuesSay() {
		HorizontalPodAutoscaler autoscaler = Chart.release()
			.with("certificate")
			.render()
			.only(HorizontalPodAutoscaler.class);
		assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(3);
		assertThat(autoscaler.getSpec().getMaxReplicas()).isEqualTo(9);
		assertThat(autoscaler.getSpec().getMetrics())
			.extracting((metric) -> metric.getResource().getName() + " "
					+ metric.getResource().getTarget().getAverageUtilization())
			.containsExactly("cpu 70", "memory 90");
		assertThat(autoscaler.getSpec().getBehavior().getScaleDown().getStabilizationWindowSeconds()).isEqualTo(600);
	}

	@Test
	void volumeOfTheRefreshTokenStaysAndIsForOnePodAtATime() {
		Manifests manifests = Chart.release().with("consent").render();
		PersistentVolumeClaim claim = manifests.only(PersistentVolumeClaim.class);
		assertThat(claim.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
		assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
		assertThat(claim.getSpec().getStorageClassName()).isNull();
		assertThat(manifests.only(Deployment.class).getSpec().getStrategy().getType()).isEqualTo("Recreate");
	}

	@Test
	void volumeOfTheRefreshTokenIsWhatTheValuesSay() {
		Manifests manifests = Chart.release().with("shared").render();
		PersistentVolumeClaim claim = manifests.only(PersistentVolumeClaim.class);
		assertThat(claim.getMetadata().getAnnotations()).containsEntry("backup", "no");
		assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
		assertThat(claim.getSpec().getStorageClassName()).isEqualTo("azurefile-csi");
		assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("1Gi"));
		assertThat(manifests.only(Deployment.class).getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
	}

	@Test
	void volumeOfTheRefreshTokenIsThereWithoutASecretToBeginWith() {
		Manifests manifests = Chart.release().with("unconsented").render();
		assertThat(manifests.only(PersistentVolumeClaim.class).getMetadata().getName())
			.isEqualTo("gateway-partner-license-gateway-refresh-token");
		assertThat(manifests.gateway().getInitContainers()).isEmpty();
		assertThat(manifests.gateway().getVolumes()).extracting(Volume::getName)
			.containsExactly("config", "tmp", "secrets", "state");
		assertThat(Chart.release().with("consent").render().gateway().getVolumes()).extracting(Volume::getName)
			.containsExactly("config", "tmp", "secrets", "state", "refresh-token");
	}

	@Test
	void volumeOfTheRefreshTokenGoesWithTheReleaseWhenItNeedNotStay() {
		assertThat(Chart.release()
			.with("consent")
			.set("partnerCenter: {refreshToken: {persistence: {retain: false}}}")
			.render()
			.only(PersistentVolumeClaim.class)
			.getMetadata()
			.getAnnotations()).doesNotContainKey("helm.sh/resource-policy");
	}

	@Test
	void federatedCredentialIsATokenOfTheServiceAccountForSomebodyElse() {
		Manifests manifests = Chart.release().with("federated").render();
		List<ServiceAccountTokenProjection> tokens = manifests.gateway()
			.getVolumes()
			.stream()
			.filter((volume) -> volume.getProjected() != null)
			.flatMap((volume) -> volume.getProjected().getSources().stream())
			.map((source) -> source.getServiceAccountToken())
			.toList();
		assertThat(tokens).containsExactly(
				new ServiceAccountTokenProjection("api://AzureADTokenExchange", 3600L, "client-assertion"));
		assertThat(manifests.only(ServiceAccount.class).getMetadata().getAnnotations())
			.containsKey("azure.workload.identity/client-id");
		assertThat(manifests.gateway().getServiceAccountName()).isEqualTo("license-reader");
	}

	private static @Nullable String text(@Nullable IntOrString value) {
		return (value != null) ? value.getValue().toString() : null;
	}

}
