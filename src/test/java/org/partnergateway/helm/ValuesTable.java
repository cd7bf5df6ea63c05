package org.partnergateway.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import org.springframework.util.Assert;

/**
 * The values of the chart, each with what it comes with and what the schema says of it.
 */
final class ValuesTable {

	/** A default that takes more room than this is better read in the file. */
	private static final int WIDTH = 40;

	private ValuesTable() {
	}

	/**
	 * The values, in the order of the schema.
	 */
	static List<Value> values() {
		List<Value> values = new ArrayList<>();
		collect("", Chart.load("values.schema.json"), Chart.load("values.yaml"), values);
		return values;
	}

	/**
	 * The table, as Markdown.
	 */
	static String markdown() {
		StringBuilder table = new StringBuilder("| Value | Default | What it is |\n|---|---|---|\n");
		for (Value value : values()) {
			table.append("| `%s` | %s | %s |\n".formatted(value.name(), shown(value.initial()), value.description()));
		}
		return table.toString();
	}

	private static void collect(String prefix, Map<String, Object> schema, Map<String, Object> defaults,
			List<Value> values) {
		Map<String, Object> properties = map(schema.get("properties"));
		Assert.state(properties.keySet().equals(defaults.keySet()), () -> "of '%s' the schema has %s and values.yaml %s"
			.formatted(prefix, properties.keySet(), defaults.keySet()));
		properties.forEach((name, property) -> {
			Map<String, Object> details = map(property);
			String path = prefix + name;
			if (details.containsKey("properties") && isGroup(defaults.get(name))) {
				values.add(new Value(path, "", String.valueOf(details.get("description")), true));
				collect(path + ".", details, map(defaults.get(name)), values);
			}
			else {
				values.add(new Value(path, written(defaults.get(name)), String.valueOf(details.get("description")),
						false));
			}
		});
	}

	private static boolean isGroup(@Nullable Object initial) {
		return initial instanceof Map<?, ?>;
	}

	private static String written(@Nullable Object initial) {
		if (initial == null || initial.equals("") || initial.equals(List.of()) || initial.equals(Map.of())) {
			return "";
		}
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
		options.setWidth(Integer.MAX_VALUE);
		return new Yaml(options).dump(initial).strip();
	}

	private static String shown(String written) {
		if (written.isEmpty()) {
			return "";
		}
		return (written.length() <= WIDTH) ? "`" + written + "`" : "see `values.yaml`";
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(@Nullable Object value) {
		return (Map<String, Object>) Objects.requireNonNull(value);
	}

	/**
	 * A value of the chart, or a group of them.
	 *
	 * @param name its path
	 * @param initial what it comes with, as YAML; empty for nothing
	 * @param description what it is
	 * @param group whether it has values below it
	 */
	record Value(String name, String initial, String description, boolean group) {

	}

}
