package org.partnergateway.licenses.web;

import org.apache.catalina.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayRoot}.
 */
class GatewayRootTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	void ofWhenNobodyIsBelievedDisregardsThePrefix() {
		this.request.addHeader("X-Forwarded-Prefix", "/licenses");
		assertThat(GatewayRoot.of(this.request)).isEqualTo("http://localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/licenses", "/licenses/" })
	void ofWhenTheProxyIsBelievedHasItsPrefix(String prefix) {
		this.request.setAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE, true);
		this.request.addHeader("X-Forwarded-Prefix", prefix);
		assertThat(GatewayRoot.of(this.request)).isEqualTo("http://localhost/licenses");
		this.request.setAttribute(GatewayRoot.ASKED_UNDER, true);
		assertThat(GatewayRoot.of(this.request)).isEqualTo("http://localhost/licenses/partner");
	}

	@Test
	void ofWhenAFilterMadeThePrefixTheContextPathHasThat() {
		this.request.setContextPath("/a/b");
		assertThat(GatewayRoot.of(this.request)).isEqualTo("http://localhost/a/b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "licenses", "//evil.example", "/a//b", "/a/../b", "/..", "/.", "/a\"b", "/a?b",
			"/a b", "/a,/b", "/%2e%2e", "https://evil.example", "/\u00e9" })
	void ofWhenThePrefixIsNoPlainPathDisregardsIt(String prefix) {
		this.request.setAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE, true);
		this.request.addHeader("X-Forwarded-Prefix", prefix);
		assertThat(GatewayRoot.of(this.request)).isEqualTo("http://localhost");
	}

}
