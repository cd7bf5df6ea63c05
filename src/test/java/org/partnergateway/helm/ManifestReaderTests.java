package org.partnergateway.helm;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link ManifestReader}: what it would not notice, no other test does.
 */
class ManifestReaderTests {

	private static final String ACCOUNT = """
			apiVersion: v1
			kind: ServiceAccount
			metadata:
			  name: a
			""";

	@Test
	void readWhenAllIsWellGivesTypes() {
		Manifests manifests = ManifestReader.read(ACCOUNT + "automountServiceAccountToken: false\n---\n" + ACCOUNT);
		assertThat(manifests.of(ServiceAccount.class)).hasSize(2)
			.first()
			.satisfies((account) -> assertThat(account.getAutomountServiceAccountToken()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "automountToken: false", "automountServiceAccountToken: \"false\"",
			"automountServiceAccountToken: 0", "automountServiceAccountToken: null", "kind: ServiceAccount",
			"imagePullSecrets: [{nam: a}]", "imagePullSecrets: [{name: 1}]", "imagePullSecrets: [{name: yes}]",
			"imagePullSecrets: {name: a}" })
	void readWhenTheAccountIsNotOneRefuses(String line) {
		assertThatException().isThrownBy(() -> ManifestReader.read(ACCOUNT + line));
	}

	@ParameterizedTest
	@ValueSource(strings = { "labels: {a: 1}", "labels: {a: true}", "label: {}", "annotations: {a: 1.5}",
			"annotations: {a: {}}", "annotations: {a: 2026-11-21}", "generation: \"1\"" })
	void readWhenTheMetadataAreNotAnyRefuses(String line) {
		assertThatException().isThrownBy(() -> ManifestReader.read(ACCOUNT + "  " + line));
	}

	@ParameterizedTest
	@ValueSource(strings = { "securityContext: {runAsNonRoot: \"true\"}", "securityContext: {readOnlyRootFS: true}",
			"command: [sleep, 5]", "env: [{name: A, value: 1}]", "ports: [{containerPort: \"8080\"}]",
			"lifecycle: {preStop: {sleep: {second: 5}}}", "livenessProbe: {periodSeconds: 1.5}" })
	void readWhenTheContainerIsNotOneRefuses(String field) {
		assertThatException().isThrownBy(() -> ManifestReader
			.read("{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: a, " + field + "}]}}"));
	}

	@Test
	void readWhenTheKindIsUnknownRefuses() {
		assertThatException().isThrownBy(() -> ManifestReader.read("{apiVersion: v1, kind: Secret}"))
			.withMessageContaining("v1/Secret");
	}

}
