package org.partnergateway.sandbox;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SandboxTokens}.
 */
class SandboxTokensTests {

	private Instant now = Instant.parse("2026-11-01T00:00:00Z");

	private final SandboxTokens tokens = new SandboxTokens(Duration.ofMinutes(5), () -> this.now);

	@Test
	void isValidWhenLifetimeIsOverIsFalse() {
		String token = this.tokens.issue();
		this.now = this.now.plus(Duration.ofMinutes(5)).minusNanos(1);
		assertThat(this.tokens.isValid(token)).isTrue();
		this.now = this.now.plusNanos(1);
		assertThat(this.tokens.isValid(token)).isFalse();
	}

	@Test
	void isValidWhenTokenIsAbsentOrUnknownIsFalse() {
		assertThat(this.tokens.isValid(null)).isFalse();
		assertThat(this.tokens.isValid(SandboxTokens.random())).isFalse();
	}

	@Test
	void revokeWhenTokenIsValidLeavesOthers() {
		String revoked = this.tokens.issue();
		String other = this.tokens.issue();
		this.tokens.revoke(revoked);
		this.tokens.revoke(null);
		assertThat(this.tokens.isValid(revoked)).isFalse();
		assertThat(this.tokens.isValid(other)).isTrue();
	}

}
