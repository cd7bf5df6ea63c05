package org.partnergateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An OpenAPI document, to be looked things up in.
 */
public final class ApiDescription {

	private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(registry) -> registry
				.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	private final Map<JsonNode, Schema> known = new HashMap<>();

	private final JsonNode root;

	private ApiDescription(JsonNode root) {
		this.root = root;
	}

	/**
	 * The document as it stands in the resources.
	 */
	public static ApiDescription written() {
		try (InputStream document = Objects.requireNonNull(ApiDescription.class.getResourceAsStream("openapi.yaml"))) {
			return new ApiDescription(YAMLMapper.shared().readTree(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A document as it was served.
	 */
	public static ApiDescription of(byte[] json) {
		return new ApiDescription(JsonMapper.shared().readTree(json));
	}

	public JsonNode root() {
		return this.root;
	}

	public List<ApiOperation> operations() {
		List<ApiOperation> operations = new ArrayList<>();
		this.root.path("paths")
			.forEachEntry((path, item) -> item
				.forEachEntry((method, operation) -> operations.add(new ApiOperation(this, method, path, operation))));
		return operations;
	}

	public ApiOperation operation(String id) {
		return operations().stream().filter((operation) -> operation.id().equals(id)).findFirst().orElseThrow();
	}

	/**
	 * The examples of problems, by their names.
	 */
	public Map<String, JsonNode> problems() {
		Map<String, JsonNode> problems = new HashMap<>();
		this.root.at("/components/examples").forEachEntry((name, example) -> problems.put(name, example.get("value")));
		return problems;
	}

	/**
	 * What a node stands for.
	 */
	public JsonNode resolve(JsonNode node) {
		JsonNode reference = node.get("$ref");
		return (reference != null) ? resolve(this.root.at(reference.asString().substring(1))) : node;
	}

	/**
	 * What of a value is not as a schema has it.
	 */
	public List<String> violations(JsonNode schema, JsonNode value) {
		return this.known.computeIfAbsent(schema, this::rooted).validate(value).stream().map(Error::toString).toList();
	}

	/**
	 * The fields that a schema names, at whatever depth.
	 * @return their paths, such as {@code items.channel}
	 */
	public Set<String> fields(JsonNode schema) {
		JsonNode known = resolve(schema);
		Set<String> fields = new TreeSet<>();
		known.path("properties").forEachEntry((name, property) -> {
			fields.add(name);
			fields(property).forEach((field) -> fields.add(name + "." + field));
		});
		if (known.has("items")) {
			fields.addAll(fields(known.get("items")));
		}
		return fields;
	}

	/**
	 * The fields that a value has, at whatever depth.
	 * @return their paths, such as {@code items.channel}
	 */
	public static Set<String> fieldsOf(JsonNode value) {
		Set<String> fields = new TreeSet<>();
		value.forEachEntry((name, member) -> {
			fields.add(name);
			fieldsOf(member).forEach((field) -> fields.add(name + "." + field));
		});
		if (value.isArray()) {
			value.forEach((element) -> fields.addAll(fieldsOf(element)));
		}
		return fields;
	}

	/**
	 * A schema as a document of its own, in which the references to components lead
	 * somewhere.
	 */
	private Schema rooted(JsonNode schema) {
		ObjectNode document = ((ObjectNode) schema).deepCopy();
		document.set("components", this.root.get("components"));
		return this.schemas.getSchema(document);
	}

}
