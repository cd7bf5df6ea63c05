package org.partnergateway.sandbox.analytics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sums up the two counts of rows that have the same values in some fields. Missing values
 * and null form a group of their own. A missing count is zero.
 */
final class Grouping {

	private final List<String> fields;

	private final List<String> counts;

	Grouping(List<String> fields, Measure measure) {
		this.fields = fields;
		this.counts = measure.counts();
	}

	/**
	 * Groups rows.
	 * @return a row for each group, with only the fields and the sums, in the order in
	 * which the groups first occurred
	 */
	List<ObjectNode> group(List<ObjectNode> rows) {
		Map<List<JsonNode>, ObjectNode> groups = new LinkedHashMap<>();
		rows.forEach((row) -> add(row, groups.computeIfAbsent(key(row), this::empty)));
		return List.copyOf(groups.values());
	}

	private List<JsonNode> key(ObjectNode row) {
		return this.fields.stream().map((field) -> valueOrNull(row.path(field))).toList();
	}

	private static JsonNode valueOrNull(JsonNode value) {
		return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
	}

	private ObjectNode empty(List<JsonNode> key) {
		ObjectNode group = JsonNodeFactory.instance.objectNode();
		for (int index = 0; index < key.size(); index++) {
			group.set(this.fields.get(index), key.get(index));
		}
		this.counts.forEach((count) -> group.put(count, 0L));
		return group;
	}

	private void add(ObjectNode row, ObjectNode group) {
		for (String count : this.counts) {
			group.put(count, group.path(count).asLong() + counted(row, count));
		}
	}

	private static long counted(ObjectNode row, String count) {
		// Rows spell this name in two ways.
		String name = (count.equals("licensesActive") && !row.has(count)) ? "licenseActive" : count;
		return row.path(name).asLong(0);
	}

}
