package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.token.request.IssuedToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Lease}.
 */
class LeaseTests {

	private static final Instant ASKED_AT = Instant.parse("2026-11-01T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "PT0S, PT-1S", "PT1S, PT0S", "PT2S, PT1S", "PT10S, PT9S", "PT30S, PT27S", "PT50S, PT45S",
			"PT1H, PT59M55S" })
	void ofEndsTheUseBeforeTheToken(Duration lifetime, Duration use) {
		Lease lease = Lease.of(new IssuedToken("a", lifetime, "test"), ASKED_AT);
		assertThat(lease.usableUntil()).isEqualTo(ASKED_AT.plus(use));
		assertThat(lease.token()).isEqualTo(new AccessToken("a", ASKED_AT.plus(lifetime)));
		assertThat(lease.isUsable(ASKED_AT.plus(use))).isFalse();
		assertThat(lease.isUsable(ASKED_AT.plus(use).minusMillis(1))).isTrue();
	}

}
