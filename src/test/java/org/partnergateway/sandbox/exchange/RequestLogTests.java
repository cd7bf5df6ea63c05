package org.partnergateway.sandbox.exchange;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestLog}.
 */
class RequestLogTests {

	@Test
	void lastWhenThereWereManyIsBounded() {
		RequestLog log = new RequestLog();
		IntStream.range(0, 1_500)
			.mapToObj((index) -> new SandboxRequest("GET", "/" + index, null, new HttpHeaders(), ""))
			.forEach(log::add);
		assertThat(log.reports()).isEqualTo(1_500);
		assertThat(log.last()).hasSize(1_000);
		assertThat(log.last().getFirst().path()).isEqualTo("/500");
		assertThat(log.last().getLast().path()).isEqualTo("/1499");
	}

}
