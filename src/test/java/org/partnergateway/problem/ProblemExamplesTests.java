package org.partnergateway.problem;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.openapi.ApiDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the examples of problems in the description with what is written.
 */
class ProblemExamplesTests {

	private static final Map<String, JsonNode> PROBLEMS = ApiDescription.written().problems();

	@Test
	void everyTypeHasAnExample() {
		assertThat(PROBLEMS.values()).extracting((example) -> example.get("type").asString())
			.containsOnly(Arrays.stream(ProblemType.values()).map(ProblemType::uri).toArray(String[]::new));
	}

	static Stream<JsonNode> examples() {
		return PROBLEMS.values().stream();
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleIsWhatIsWritten(JsonNode example) throws IOException {
		ProblemType type = Arrays.stream(ProblemType.values())
			.filter((candidate) -> candidate.uri().equals(example.get("type").asString())
					&& candidate.status().value() == example.get("status").asInt())
			.findFirst()
			.orElseThrow();
		String detail = example.get("detail").asString();
		MockHttpServletResponse response = new MockHttpServletResponse();
		new Problems(JsonMapper.shared(), List.of()).write(new MockHttpServletRequest(), response, new Problem(type,
				detail, unless(type.slug(), example.get("code")), unless(detail, example.get("description")), null));
		String written = response.getContentAsString();
		JsonNode problem = JsonMapper.shared().readTree(written);
		for (String id : new String[] { "requestId", "correlationId" }) {
			written = written.replace(problem.get(id).asString(), example.get(id).asString());
		}
		assertThat(written).isEqualTo(example.toString());
	}

	private static @Nullable String unless(String own, @Nullable JsonNode value) {
		return (value == null || value.asString().equals(own)) ? null : value.asString();
	}

}
