package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.helm.Manifests.NamedPod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what every pod of every rendering may not do.
 */
class HardeningTests {

	private static final String MATRIX = "org.partnergateway.helm.Chart#matrix";

	@ParameterizedTest
	@MethodSource(MATRIX)
	void podsRunAsNobodyInParticular(Path values) {
		pods(values).forEach((pod) -> {
			PodSpec spec = pod.spec();
			assertThat(spec.getAutomountServiceAccountToken()).as(pod.name()).isFalse();
			assertThat(spec.getEnableServiceLinks()).as(pod.name()).isFalse();
			assertThat(spec.getHostNetwork()).as(pod.name()).isNull();
			assertThat(spec.getHostPID()).as(pod.name()).isNull();
			assertThat(spec.getHostIPC()).as(pod.name()).isNull();
			assertThat(spec.getSecurityContext().getRunAsNonRoot()).as(pod.name()).isTrue();
			assertThat(spec.getSecurityContext().getRunAsUser()).as(pod.name()).isEqualTo(10001);
			assertThat(spec.getSecurityContext().getRunAsGroup()).as(pod.name()).isEqualTo(10001);
			assertThat(spec.getSecurityContext().getFsGroup()).as(pod.name()).isEqualTo(10001);
			assertThat(spec.getSecurityContext().getSeccompProfile().getType()).as(pod.name())
				.isEqualTo("RuntimeDefault");
			assertThat(spec.getVolumes()).as(pod.name()).extracting(Volume::getHostPath).containsOnlyNulls();
		});
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void containersHaveNoPrivileges(Path values) {
		pods(values).forEach((pod) -> pod.containers().forEach((container) -> {
			String name = pod.name() + "/" + container.getName();
			SecurityContext security = container.getSecurityContext();
			assertThat(security.getAllowPrivilegeEscalation()).as(name).isFalse();
			assertThat(security.getReadOnlyRootFilesystem()).as(name).isTrue();
			assertThat(security.getPrivileged()).as(name).isNull();
			assertThat(security.getRunAsUser()).as(name).isNull();
			assertThat(security.getCapabilities().getDrop()).as(name).containsExactly("ALL");
			assertThat(security.getCapabilities().getAdd()).as(name).isEmpty();
		}));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void containersAreBoundedAndTheirImagesNamed(Path values) {
		pods(values).forEach((pod) -> pod.containers().forEach((container) -> {
			String name = pod.name() + "/" + container.getName();
			Map<String, Quantity> requests = container.getResources().getRequests();
			assertThat(requests).as(name).containsKeys("cpu", "memory");
			assertThat(container.getResources().getLimits()).as(name).containsKey("memory");
			assertThat(container.getImage()).as(name)
				.matches(".+(:[\\w.-]+|@sha256:[0-9a-f]{64})")
				.doesNotEndWith(":latest");
		}));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void whatIsWrittenToIsBoundedToo(Path values) {
		pods(values).forEach((pod) -> pod.containers().forEach((container) -> {
			List<VolumeMount> writable = container.getVolumeMounts()
				.stream()
				.filter((mount) -> !Boolean.TRUE.equals(mount.getReadOnly()))
				.toList();
			assertThat(writable).extracting(VolumeMount::getMountPath)
				.isSubsetOf("/tmp", "/var/lib/partner-license-gateway");
			pod.spec()
				.getVolumes()
				.stream()
				.filter((volume) -> volume.getEmptyDir() != null)
				.forEach((volume) -> assertThat(volume.getEmptyDir().getSizeLimit()).as(pod.name()).isNotNull());
		}));
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void secretsAreReadByTheGatewayAlone(Path values) {
		pods(values).flatMap((pod) -> pod.spec().getVolumes().stream()).forEach((volume) -> {
			if (volume.getSecret() != null) {
				assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
			}
			if (volume.getProjected() != null) {
				assertThat(volume.getProjected().getDefaultMode()).isEqualTo(0440);
			}
		});
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void theGatewayIsProbedWhereNoCallerComes(Path values) {
		Container gateway = render(values).gateway().getContainers().getFirst();
		assertProbe(gateway.getStartupProbe(), "/actuator/health/liveness");
		assertProbe(gateway.getLivenessProbe(), "/actuator/health/liveness");
		assertProbe(gateway.getReadinessProbe(), "/actuator/health/readiness");
	}

	@ParameterizedTest
	@MethodSource(MATRIX)
	void theGatewayHasTimeToStop(Path values) {
		PodSpec pod = render(values).gateway();
		Container gateway = pod.getContainers().getFirst();
		long sleep = (gateway.getLifecycle() != null) ? gateway.getLifecycle().getPreStop().getSleep().getSeconds() : 0;
		assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30 + sleep);
	}

	@Test
	void theGatewaySleepsByACommandWhereKubernetesCannot() {
		Container gateway = Chart.release().on("1.29.4").with("sandbox").render().gateway().getContainers().getFirst();
		assertThat(gateway.getLifecycle().getPreStop().getSleep()).isNull();
		assertThat(gateway.getLifecycle().getPreStop().getExec().getCommand()).containsExactly("sleep", "5");
	}

	@Test
	void theUserIsLeftToThePlatformWhenItIsNull() {
		PodSpec pod = Chart.release()
			.with("consent")
			.set("podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}")
			.render()
			.gateway();
		assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
		assertThat(pod.getSecurityContext().getFsGroup()).isNull();
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
	}

	private static void assertProbe(Probe probe, String path) {
		assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
		assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
		assertThat(Objects.requireNonNull(probe.getTimeoutSeconds())).isPositive();
	}

	private static Manifests render(Path values) {
		return Chart.release().with(values).render();
	}

	private static java.util.stream.Stream<NamedPod> pods(Path values) {
		return render(values).pods();
	}

}
