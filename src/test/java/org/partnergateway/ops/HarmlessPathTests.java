package org.partnergateway.ops;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HarmlessPath}.
 */
class HarmlessPathTests {

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1/analytics/licenses/usage", "/V1/Analytics/Licenses/Usage",
			"/v1/customers/11111111-2222-4333-8444-555555555555/analytics/licenses/deployment", "/swagger-ui.html",
			"/v1/analytics/licenses/usage/" })
	void ofWhenItLooksLikeAPathOfTheGatewayKeepsIt(String path) {
		assertThat(HarmlessPath.of(path)).isEqualTo(path);
	}

	@ParameterizedTest
	@CsvSource({ "/v1/<script>/x, /v1/\u2026/x", "/%3Cscript%3E, /\u2026",
			"/a/5b1f0a3c8d7e4f6a9b2c1d0e5f4a3b2c, /a/\u2026", "/eyJhbGciOiJSUzI1NiJ9.e30.c2ln, /\u2026",
			"/Abcdefghijklmnopqrstuvwxyz, /\u2026", "'/a b', /\u2026", "/\u202Eevil, /\u2026", "*, \u2026",
			"http://x/, \u2026" })
	void ofWhenItMayBeAnythingElseLeavesItOut(String path, String shown) {
		assertThat(HarmlessPath.of(path)).isEqualTo(shown);
	}

	@Test
	void ofWhenThereIsNoneOrMuchOfItStaysShort() {
		assertThat(HarmlessPath.of(null)).isEqualTo("\u2026");
		assertThat(HarmlessPath.of("/a".repeat(200))).isEqualTo("\u2026");
		assertThat(HarmlessPath.of("/a".repeat(100))).isEqualTo("/a".repeat(9) + "/\u2026");
	}

}
