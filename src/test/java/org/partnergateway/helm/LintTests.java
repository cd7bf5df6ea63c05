package org.partnergateway.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Helm itself finds fault with.
 */
class LintTests {

	@Test
	void chartHasNoFault() {
		assertLint(Chart.DIRECTORY);
	}

	@ParameterizedTest
	@MethodSource("org.partnergateway.helm.Chart#matrix")
	void chartHasNoFaultWithTheValues(Path values) throws IOException {
		Map<String, Object> merged = Chart.load("values.yaml");
		merge(merged, new Yaml().load(Chart.read(values)));
		Path chart = Chart.copy();
		Files.writeString(chart.resolve("values.yaml"), new Yaml().dump(merged));
		assertLint(chart);
	}

	@Test
	void faultsAreFound() throws IOException {
		Path chart = Chart.copy();
		Files.writeString(chart.resolve("templates/broken.yaml"), "a: b: c");
		assertThat(Chart.helm(chart).lint().strict().call().isFailed()).isTrue();
	}

	private static void assertLint(Path chart) {
		LintResult result = Chart.helm(chart).lint().strict().call();
		assertThat(result.getMessages()).isEmpty();
		assertThat(result.isFailed()).isFalse();
	}

	@SuppressWarnings("unchecked")
	private static void merge(Map<String, Object> values, Map<String, Object> more) {
		more.forEach((name, value) -> {
			if (value instanceof Map<?, ?> && values.get(name) instanceof Map<?, ?>) {
				merge((Map<String, Object>) values.get(name), (Map<String, Object>) value);
			}
			else {
				values.put(name, value);
			}
		});
	}

}
