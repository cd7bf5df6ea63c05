package org.partnergateway.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is said of the chart: it has to be so.
 */
class DocumentationTests {

	private static final Pattern INSTALLATION = Pattern.compile("helm install licenses [^`]+partner-center\n");

	private static final Pattern SETTING = Pattern.compile("[ ,]([\\w.]+)=([^, \n]+)");

	private static final Pattern POD = Pattern.compile("pod=\\$\\(kubectl get pods -l (\\S+) -o name \\| head -n 1\\)");

	private static final Pattern YAML = Pattern.compile("```yaml\n(.+?)```", Pattern.DOTALL);

	private static final String PLACEHOLDER = "00000000-0000-0000-0000-000000000000";

	private static final String CLIENT_ID = "2b3ea1c5-2a7f-4e3c-9d0f-7f1f7ad2a111";

	@Test
	void readmeOfTheChartHasEveryValue() {
		assertThat(Chart.read("README.md")).as("what README.md has to have:\n" + ValuesTable.markdown())
			.contains(ValuesTable.markdown());
	}

	@Test
	void everyValueIsDescribed() {
		assertThat(ValuesTable.values()).hasSizeGreaterThan(100)
			.allSatisfy((value) -> assertThat(value.description()).as(value.name()).matches("[A-Z].*\\."));
	}

	@Test
	void everyGroupOfValuesRefusesUnknownOnes() {
		Map<String, Object> schema = Chart.load("values.schema.json");
		assertThat(schema).containsEntry("additionalProperties", false);
		assertThat(ValuesTable.values().stream().filter(ValuesTable.Value::group).map(ValuesTable.Value::name))
			.isNotEmpty()
			// Other charts have values there too.
			.filteredOn((group) -> !group.equals("global"))
			.allSatisfy(
					(group) -> assertThat(Chart.release().with("sandbox").set(yaml(group, "{misspelt: 1}")).refusal())
						.contains("additional properties 'misspelt' not allowed"));
	}

	@Test
	void pageAboutKubernetesInstallsAsSoonAsItsPlaceholderIsReplaced() {
		Matcher command = INSTALLATION.matcher(Chart.read(Path.of("src/docs/kubernetes.md")));
		assertThat(command.find()).isTrue();
		List<String> values = SETTING.matcher(command.group())
			.results()
			.map((setting) -> yaml(setting.group(1), setting.group(2)))
			.toList();
		assertThat(release(values).refusal()).contains("partnerCenter.clientId is " + PLACEHOLDER);
		values = values.stream().map((value) -> value.replace(PLACEHOLDER, CLIENT_ID)).toList();
		Manifests manifests = release(values).render();
		assertThat(manifests.properties()).isEqualTo(Chart.release().with("unconsented").render().properties());
		assertThat(manifests.gateway().getVolumes())
			.isEqualTo(Chart.release().with("unconsented").render().gateway().getVolumes());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "helm/partner-license-gateway/README.md", "src/docs/kubernetes.md", "src/docs/runbook.md" })
	void commandsForTheConsentPageAreThoseOfTheNotes(String page) {
		String text = Chart.read(Path.of(page)).replace("<release>", "licenses");
		String notes = Chart.release()
			.named("licenses")
			.with("unconsented")
			.notes()
			.replace("--namespace licenses ", "");
		assertThat(notes.lines().map(String::strip).filter((line) -> line.contains("$pod"))).hasSize(2)
			.allSatisfy((command) -> assertThat(text).contains("\n" + command + "\n"));
		assertThat(labels(text)).hasSize(2).isSubsetOf(labels(notes));
	}

	@Test
	void examplesOfTheChartsReadmeRender() {
		List<String> examples = YAML.matcher(Chart.read("README.md")).results().map((block) -> block.group(1)).toList();
		assertThat(examples).hasSize(6);
		assertThat(Chart.release().set(examples.getFirst()).render().all()).hasSizeGreaterThan(8);
		assertThat(Chart.release().with("sandbox").set(examples.get(1)).render().properties())
			.containsEntry("partner-center.deadline", "20s");
		assertThat(Chart.release().with("consent").set(examples.get(2)).render().properties())
			.containsEntry("server.ssl.bundle", "gateway");
		assertThat(Chart.release().with("consent").set(examples.get(3)).template()).contains("kind: ExternalSecret");
		assertThat(Chart.release().with("consent").set(examples.get(4)).render().properties())
			.containsKeys("partner-center.proxy", "partner-center.ssl-bundle");
		assertThat(Chart.release().with("consent").set(examples.get(5)).render().gateway().getSecurityContext())
			.extracting(PodSecurityContext::getRunAsUser, PodSecurityContext::getFsGroup)
			.containsOnlyNulls();
	}

	/**
	 * The labels by which the commands choose a pod.
	 */
	private static List<String> labels(String text) {
		Matcher command = POD.matcher(text);
		assertThat(command.find()).isTrue();
		return List.of(command.group(1).split(","));
	}

	private static Release release(List<String> values) {
		Release release = Chart.release();
		for (String value : values) {
			release = release.set(value);
		}
		return release;
	}

	private static String yaml(String path, String value) {
		return "{" + path.replace(".", ": {") + ": " + value
				+ "}".repeat(path.length() - path.replace(".", "").length() + 1);
	}

}
