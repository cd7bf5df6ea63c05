package org.partnergateway.openapi;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Values of a parameter that its schema allows, and values that it does not.
 */
public final class ParameterValues {

	private ParameterValues() {
	}

	/**
	 * The examples and what is at the bounds.
	 */
	public static List<String> within(JsonNode parameter) {
		JsonNode schema = parameter.get("schema");
		Stream<JsonNode> given = Stream
			.of(Stream.ofNullable(parameter.get("example")), schema.path("examples").valueStream(),
					schema.at("/items/enum").valueStream(), Stream.ofNullable(schema.get("minimum")),
					Stream.ofNullable(schema.get("maximum")), Stream.ofNullable(schema.get("default")))
			.flatMap((values) -> values);
		Stream<String> made = isGuid(schema) ? Stream.of(UUID.randomUUID().toString()) : Stream.empty();
		return Stream.concat(given.map(ParameterValues::text), made).toList();
	}

	/**
	 * What is just outside of the bounds or of another form. Nothing, where any text will
	 * do.
	 */
	public static List<String> beyond(JsonNode parameter) {
		JsonNode schema = parameter.get("schema");
		return switch (schema.get("type").asString()) {
			case "integer" -> List.of(String.valueOf(schema.get("minimum").asLong() - 1),
					String.valueOf(schema.get("maximum").asLong() + 1), "nonsense", "1.5", "");
			case "array" -> {
				String item = schema.at("/items/enum/0").asString();
				yield List.of("", "nonsense", item + "," + item, item + ",");
			}
			default -> {
				if (isGuid(schema) || schema.has("pattern")) {
					yield List.of("nonsense");
				}
				yield schema.has("minLength") ? List.of("") : List.of();
			}
		};
	}

	private static boolean isGuid(JsonNode schema) {
		return schema.path("format").asString("").equals("uuid");
	}

	private static String text(JsonNode value) {
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
				: value.asString();
	}

}
