package org.partnergateway.helm;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

	@Test
	void notesWhenAllIsWellWarnOfNothing() {
		assertThat(Chart.release().with("consent").notes()).doesNotContain("WARNING");
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
