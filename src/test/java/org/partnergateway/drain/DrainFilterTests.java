package org.partnergateway.drain;

import java.time.Duration;
import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DrainFilter}.
 */
class DrainFilterTests {

	private final MockFilterChain chain = new MockFilterChain();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private long now;

	private int pauses;

	// A request comes in the first pause, and in no other.
	private final Drain drain = new Drain(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> this.now, (time) -> {
		this.now += time.toNanos();
		if (this.pauses++ == 0) {
			filter();
		}
	});

	@Test
	void filterKeepsConnectionsOpen() {
		this.drain.start();
		filter();
		assertThat(this.chain.getRequest()).isNotNull();
		assertThat(this.response.getHeader("Connection")).isNull();
	}

	@Test
	void filterWhenDrainingClosesTheConnectionAndProlongsTheDrain() {
		this.drain.start();
		this.drain.stop();
		assertThat(this.chain.getRequest()).isNotNull();
		assertThat(this.response.getHeader("Connection")).isEqualTo("close");
		assertThat(this.pauses).isEqualTo(2);
	}

	@Test
	void filterComesFirstAndAgainWhenARequestGoesOn() {
		FilterRegistrationBean<DrainFilter> registration = new DrainConfiguration().drainFilter(this.drain);
		assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
		assertThat(registration.determineDispatcherTypes())
			.isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		assertThat(registration.isAsyncSupported()).isTrue();
	}

	private void filter() {
		try {
			new DrainFilter(this.drain).doFilter(new MockHttpServletRequest(), this.response, this.chain);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
