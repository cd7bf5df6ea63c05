package org.partnergateway.helm;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the operator reads after an installation.
 */
class NotesTests {

	@ParameterizedTest
	@MethodSource("org.partnergateway.helm.Chart#matrix")
	void notesSayWhereAndHow(Path values) {
		assertThat(Chart.release().with(values).notes()).contains("is installed as gateway in licenses.")
			.containsPattern("https?://[a-z-]+\\.licenses:\\d+/v1/analytics/licenses/deployment\n")
			.contains("helm --namespace licenses test gateway")
			.doesNotContain("<no value>", "%!");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sandbox     | This is a sandbox: its figures are invented.
					federated   | WARNING: callers.authentication is none
					certificate | WARNING: partnerCenter.grant is client-credentials
					certificate | helm test has no credential
					consent     | -H "Authorization: Bearer $credential"
					published   | The proxies in 10.244.7.0/24, fd00:7::/64 decide for whom a request counts: they must overwrite X-Forwarded-For
					published   | https://licenses.contoso.com/v1/analytics/licenses/deployment
					""")
	void notesWarn(String values, String sentence) {
		assertThat(Chart.release().with(values).notes()).contains(sentence);
	}

	@ParameterizedTest
	@ValueSource(strings = { "consent", "unconsented" })
	void notesWhenAllIsWellWarnOfNothing(String values) {
		assertThat(Chart.release().with(values).notes()).doesNotContain("WARNING");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			unconsented | A user has to consent in a browser, unless the volume has a refresh token already.
			consent     | A user can consent again in a browser
			shared      | One consent is enough for all replicas, since they share the volume.
			unconsented | http://localhost:8081/consent/callback
			shared      | http://localhost:9081/consent/callback
			consent     | opens port 8081 to the peers in networkPolicy.monitoring only.
			""")
	void notesSayHowAUserConsents(String values, String sentence) {
		assertThat(Chart.release().with(values).notes()).contains(sentence, """
				  pod=$(kubectl --namespace licenses get pods -l %s -o name | head -n 1)
				  kubectl --namespace licenses logs $pod -c gateway | grep -o 'http://localhost:8081/consent?key=[^ "]*'
				  kubectl --namespace licenses port-forward $pod 8081:8081
				""".formatted("app.kubernetes.io/component=gateway,app.kubernetes.io/instance=gateway"
				+ ",app.kubernetes.io/name=partner-license-gateway"));
	}

	@Test
	void notesOnConsentNameTheNamespaceTheLabelsAndThePortAsTheValuesHaveThem() {
		assertThat(Chart.release()
			.named("b")
			.with("unconsented")
			.set("{namespaceOverride: reporting, nameOverride: licenses, networkPolicy: {monitoring: []}}")
			.notes())
			.contains("pod=$(kubectl --namespace reporting get pods -l app.kubernetes.io/component=gateway"
					+ ",app.kubernetes.io/instance=b,app.kubernetes.io/name=licenses -o name | head -n 1)")
			.contains("opens port 8081 to nobody, since networkPolicy.monitoring is empty.")
			.doesNotContain("replicas");
		assertThat(Chart.release().with("unconsented").set("networkPolicy: {enabled: false}").notes())
			.contains("Without a NetworkPolicy, everyone in the cluster reaches port 8081.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "claimed", "certificate", "sandbox" })
	void notesSayNothingOfConsentWhereThereIsNoPageForIt(String values) {
		assertThat(Chart.release().with(values).notes()).doesNotContain("/consent", "port-forward $pod");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                                    | true
			{image: {repository: contoso/licenses}}               | true
			{image: {registry: mirror.contoso.com}}               | false
			{global: {imageRegistry: mirror.contoso.com}}         | false
			{image: {repository: mirror.contoso.com/licenses}}    | false
			{image: {repository: "localhost:5000/licenses"}}      | false
			""")
	void notesWhenTheImageIsOfNoRegistrySayHowItGetsToTheNodes(String values, boolean told) {
		String notes = Chart.release().with("sandbox").set(values).notes();
		assertThat(notes.contains("no registry is named")).isEqualTo(told);
		assertThat(notes.contains("kind load docker-image ")).isEqualTo(told);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{tag: 0.1.0-SNAPSHOT}                     | true
			{tag: latest}                             | true
			{tag: latest, pullPolicy: Never}          | true
			{tag: latest, pullPolicy: Always}         | false
			{tag: 1.20-latest}                        | false
			{tag: 0.1.0}                              | false
			{tag: ""}                                 | false
			""")
	void notesWhenATagMovesAndNodesDoNotLookWarn(String image, boolean warned) {
		String notes = Chart.release().with("sandbox").set("image: " + image).notes();
		assertThat(notes.contains("is another image after each build")).isEqualTo(warned);
	}

	@Test
	void notesWhenCredentialsTravelInTheClearWarn() {
		assertThat(Chart.release()
			.with("consent")
			.set("{ingress: {enabled: true, hosts: [{host: a.contoso.com}]}, forwardedHeaders: {ignored: true}}")
			.notes()).contains("WARNING: ingress.tls is empty")
			.contains("http://a.contoso.com/v1/analytics/licenses/deployment");
	}

}
