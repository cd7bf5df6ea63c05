package org.partnergateway.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * An operation of an OpenAPI document.
 *
 * @param api the document
 * @param method the method, in lower case
 * @param path the template of the path
 * @param node what stands in the document
 */
public record ApiOperation(ApiDescription api, String method, String path, JsonNode node) {

	public String id() {
		return this.node.get("operationId").asString();
	}

	/**
	 * Whether it is one of Partner Center's, and not the gateway's own.
	 */
	public boolean isReport() {
		return this.path.contains("/analytics/");
	}

	public List<JsonNode> parameters() {
		return this.node.path("parameters").valueStream().map(this.api::resolve).toList();
	}

	public JsonNode parameter(String name) {
		return parameters().stream()
			.filter((parameter) -> parameter.get("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	public Set<String> statuses() {
		return new TreeSet<>(this.node.get("responses").propertyNames());
	}

	/**
	 * The key under which a status is described.
	 */
	public String describedAs(int status) {
		String key = String.valueOf(status);
		return this.node.get("responses").has(key) ? key : "default";
	}

	public JsonNode response(String key) {
		return this.api.resolve(this.node.get("responses").path(key));
	}

	public Map<String, JsonNode> headers(String key) {
		Map<String, JsonNode> headers = new LinkedHashMap<>();
		response(key).path("headers").forEachEntry((name, header) -> headers.put(name, this.api.resolve(header)));
		return headers;
	}

	/**
	 * The schema of a response's body.
	 */
	public JsonNode schema(String key, String mediaType) {
		return response(key).path("content").path(mediaType).path("schema");
	}

	/**
	 * The names of a response's examples.
	 */
	public Set<String> examples(String key) {
		return contents(key).flatMap((content) -> content.path("examples").propertyNames().stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	public JsonNode example(String key, String name) {
		return contents(key).map((content) -> this.api.resolve(content.path("examples").path(name)).path("value"))
			.findFirst()
			.orElseThrow();
	}

	private Stream<JsonNode> contents(String key) {
		return response(key).path("content").valueStream();
	}

	@Override
	public String toString() {
		return id();
	}

}
