package org.partnergateway.callers.refusal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Audit}.
 */
class AuditTests {

	@Test
	void harmlessLeavesNothingThatEndsALine() {
		assertThat(Audit.harmless("a\r\nb\u001b[0m\"c\\ü\u2028")).isEqualTo("a??b?[0m?c???");
		assertThat(Audit.harmless("a".repeat(1000))).hasSize(256);
	}

}
