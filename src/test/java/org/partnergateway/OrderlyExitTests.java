package org.partnergateway;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderlyExit}.
 */
class OrderlyExitTests {

	private final List<Integer> statuses = new ArrayList<>();

	private final OrderlyExit exit = new OrderlyExit(this.statuses::add);

	@Test
	void runWhenNotArmedLeavesTheStatusAsItIs() {
		this.exit.run();
		assertThat(this.statuses).isEmpty();
	}

	@Test
	void runWhenArmedEndsWithSuccess() {
		this.exit.arm();
		this.exit.run();
		assertThat(this.statuses).containsExactly(0);
	}

}
