package org.partnergateway.token.backoff;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.token.request.TokenException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryDelay}.
 */
class RetryDelayTests {

	@ParameterizedTest
	@CsvSource({ "1, PT1S", "2, PT2S", "3, PT4S", "6, PT32S", "7, PT1M", "8, PT1M", "1000, PT1M" })
	void afterATransientFailureDoublesUpToAMinute(int failures, Duration delay) {
		assertThat(RetryDelay.after(failures, TokenException.unavailable(new IOException()))).isEqualTo(delay);
	}

	@ParameterizedTest
	@CsvSource({ "1, PT0S, PT1S", "1, PT1S, PT1S", "1, PT1.001S, PT1.001S", "3, PT1S, PT4S", "3, PT5S, PT5S",
			"9, PT30S, PT1M", "9, PT2H, PT2H" })
	void afterWhenTheTokenEndpointAskedForATimeIsNeverShorter(int failures, Duration asked, Duration delay) {
		assertThat(RetryDelay.after(failures, TokenException.throttled(429, asked))).isEqualTo(delay);
		assertThat(RetryDelay.after(failures, TokenException.unavailable(503, asked))).isEqualTo(delay);
	}

	@Test
	void afterARefusalIsFiveMinutesHoweverOften() {
		TokenException refusal = TokenException.refused(401, "invalid_client", null);
		assertThat(RetryDelay.after(1, refusal)).isEqualTo(Duration.ofMinutes(5));
		assertThat(RetryDelay.after(9, refusal)).isEqualTo(Duration.ofMinutes(5));
	}

}
