package org.partnergateway.problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProblemType}.
 */
class ProblemTypeTests {

	@Test
	void uriEndsInTheNameWithHyphens() {
		assertThat(ProblemType.UPSTREAM_CREDENTIALS.uri())
			.isEqualTo("urn:partner-license-gateway:problem:upstream-credentials");
	}

	@ParameterizedTest
	@CsvSource({ "400, INVALID_REQUEST", "404, NOT_FOUND", "405, METHOD_NOT_ALLOWED", "413, INVALID_REQUEST",
			"431, INVALID_REQUEST", "500, INTERNAL_ERROR", "501, METHOD_NOT_ALLOWED", "503, UNAVAILABLE",
			"505, INVALID_REQUEST" })
	void forContainerStatusFindsTheType(int status, ProblemType type) {
		assertThat(ProblemType.forContainerStatus(status)).isEqualTo(type);
	}

}
