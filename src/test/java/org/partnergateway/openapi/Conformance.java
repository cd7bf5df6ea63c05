package org.partnergateway.openapi;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares answers with the description of their operation, and remembers what of it came
 * about.
 */
public final class Conformance {

	// What HTTP itself, security and CORS say with any answer.
	private static final Set<String> UNDESCRIBED = Set.of("connection", "content-encoding", "content-length",
			"content-type", "date", "x-content-type-options", "x-xss-protection", "x-frame-options",
			"content-security-policy", "access-control-allow-origin", "access-control-expose-headers", "vary");

	// Differ from answer to answer.
	private static final List<String> IDS = List.of("instance", "requestId", "correlationId");

	private final ApiOperation operation;

	private final Set<String> seen = new TreeSet<>();

	public Conformance(ApiOperation operation) {
		this.operation = operation;
	}

	/**
	 * Takes an answer that is a report, or says that there is no other one than before.
	 */
	public void expectReport(int status, HttpResponse<byte[]> response) {
		String described = described(status, response);
		JsonNode schema = this.operation.schema(described, "application/json");
		if (schema.isMissingNode()) {
			assertThat(response.body()).isEmpty();
			assertThat(response.headers().firstValue("Content-Type")).isEmpty();
		}
		else {
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
			assertThat(this.operation.api().violations(schema, json(response))).isEmpty();
		}
	}

	/**
	 * Takes an answer that is a problem.
	 * @param example the name of the example that it looks like
	 */
	public void expectProblem(int status, String example, HttpResponse<byte[]> response) {
		String described = described(status, response);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = json(response);
		JsonNode schema = this.operation.schema(described, "application/problem+json");
		assertThat(this.operation.api().violations(schema, problem)).isEmpty();
		assertThat(this.operation.examples(described)).as("examples of " + described).contains(example);
		assertAlike(problem, this.operation.example(described, example));
		this.seen.add(described + " " + example);
		// The default stands for every status, also for those that are described besides.
		this.seen.add("default " + example);
	}

	/**
	 * What is described for the operation and has not come about: statuses, headers and
	 * problems.
	 */
	public Set<String> unseen() {
		Set<String> unseen = new TreeSet<>();
		for (String key : this.operation.statuses()) {
			unseen.add(key);
			this.operation.headers(key).keySet().forEach((header) -> unseen.add(key + " " + header));
			if (!key.equals("200")) {
				this.operation.examples(key).forEach((example) -> unseen.add(key + " " + example));
			}
		}
		unseen.removeAll(this.seen);
		return unseen;
	}

	private String described(int status, HttpResponse<byte[]> response) {
		assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(status);
		String described = this.operation.describedAs(status);
		Map<String, JsonNode> headers = this.operation.headers(described);
		this.seen.add(described);
		headers.forEach((name, header) -> {
			List<String> values = response.headers().allValues(name);
			assertThat(values.size()).as(status + " " + name)
				.isBetween(header.path("required").asBoolean(false) ? 1 : 0, 1);
			values.forEach((value) -> {
				assertThat(this.operation.api().violations(header.get("schema"), typed(header, value))).as(name)
					.isEmpty();
				this.seen.add(described + " " + name);
			});
		});
		assertThat(response.headers().map().keySet()).as("headers of " + status)
			.allMatch(
					(name) -> UNDESCRIBED.contains(name) || headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
		return described;
	}

	/**
	 * Everything but the ids is the same, and in the same order; but Partner Center's own
	 * code and description may be others.
	 */
	private static void assertAlike(JsonNode problem, JsonNode example) {
		assertThat(problem.propertyNames()).containsExactlyElementsOf(example.propertyNames());
		List<String> varying = new ArrayList<>(IDS);
		if (!own(example)) {
			assertThat(own(problem)).isFalse();
			varying.addAll(List.of("code", "description"));
		}
		assertThat(problem.propertyStream().filter((member) -> !varying.contains(member.getKey())))
			.containsExactlyElementsOf(
					example.propertyStream().filter((member) -> !varying.contains(member.getKey())).toList());
	}

	private static boolean own(JsonNode problem) {
		return !problem.has("code") || problem.get("type").asString().endsWith(":" + problem.get("code").asString());
	}

	private static JsonNode typed(JsonNode header, String value) {
		boolean number = header.path("schema").path("type").asString().equals("integer");
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		return number ? nodes.numberNode(Long.parseLong(value)) : nodes.stringNode(value);
	}

	private static JsonNode json(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
