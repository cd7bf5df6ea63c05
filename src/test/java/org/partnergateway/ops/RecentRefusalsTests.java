package org.partnergateway.ops;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.partnergateway.ops.Status.Refusal;
import org.partnergateway.problem.ProblemType;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentRefusals}.
 */
class RecentRefusalsTests {

	private final RecentRefusals refusals = new RecentRefusals(3, () -> Instant.parse("2026-11-21T08:49:37.5Z"));

	@Test
	void answeredKeepsWhatTheGatewaySaidAndNothingOfTheCaller() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/<b>");
		request.setQueryString("key=secret");
		request.addHeader("X-Api-Key", "secret");
		request.setRemoteAddr("192.0.2.7");
		String id = UUID.randomUUID().toString();
		this.refusals.answered(ProblemType.UNAUTHENTICATED, request, id);
		assertThat(this.refusals.latest())
			.containsExactly(new Refusal("2026-11-21T08:49:37Z", "unauthenticated", 401, "/v1/\u2026", id));
	}

	@Test
	void latestIsTheNewestFirstAndBounded() {
		for (int i = 0; i < 10; i++) {
			this.refusals.answered(ProblemType.NOT_FOUND, new MockHttpServletRequest("GET", "/x"), "id " + i);
		}
		assertThat(this.refusals.latest()).extracting(Refusal::requestId).containsExactly("id 9", "id 8", "id 7");
	}

}
