package org.partnergateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page about configuration, against what the build knows of properties.
 */
class ConfigurationPageTests {

	private static final Pattern OURS = Pattern
		.compile("`((?:partner-center|reports|callers|connector|springdoc)(?:\\.[a-z-]+)+)(?:=[^`]*)?`");

	private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*(\\.[a-z0-9-]+)+");

	private final Map<String, JsonNode> ours = new HashMap<>();

	private final Set<String> all = new HashSet<>();

	ConfigurationPageTests() throws IOException {
		for (String name : List.of("spring", "additional-spring")) {
			for (URL url : Collections
				.list(getClass().getClassLoader().getResources("META-INF/" + name + "-configuration-metadata.json"))) {
				try (InputStream in = url.openStream()) {
					read(JsonMapper.shared().readTree(in), url.getProtocol().equals("file"));
				}
			}
		}
	}

	private void read(JsonNode metadata, boolean isOurs) {
		for (JsonNode property : metadata.path("properties")) {
			String name = property.get("name").asString();
			this.all.add(name);
			if (isOurs && !property.has("deprecation")) {
				this.ours.put(name, property);
			}
		}
	}

	@Test
	void everyPropertyOfOursIsThereOnce() {
		assertThat(this.ours).hasSizeGreaterThan(50);
		assertThat(rows().stream().map(List::getFirst)).doesNotHaveDuplicates().containsAll(this.ours.keySet());
	}

	@Test
	void noPropertyIsThereThatDoesNotExist() {
		assertThat(rows().stream().map(List::getFirst)).isSubsetOf(this.all);
	}

	@Test
	void defaultsAreThoseOfTheProperties() {
		assertThat(rows()).filteredOn((row) -> this.ours.containsKey(row.getFirst())).allSatisfy((row) -> {
			String value = Objects.requireNonNull(this.ours.get(row.getFirst())).path("defaultValue").asString("");
			if (!value.isEmpty()) {
				assertThat(row.get(1)).isEqualTo(value);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("documents")
	void documentsNameNoPropertyOfOursThatDoesNotExist(Document document) {
		assertThat(OURS.matcher(document.text()).results().map((match) -> match.group(1)))
			.allMatch((name) -> this.all.stream().anyMatch((one) -> one.equals(name) || one.startsWith(name + ".")));
	}

	static List<Document> documents() {
		// The chart's values begin like properties.
		return Document.all().stream().filter((document) -> !document.path().startsWith("helm")).toList();
	}

	private static List<List<String>> rows() {
		return Document.read(Path.of("src", "docs", "configuration.md"))
			.rows()
			.stream()
			.filter((row) -> NAME.matcher(row.getFirst()).matches())
			.toList();
	}

}
