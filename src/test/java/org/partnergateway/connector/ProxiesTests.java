package org.partnergateway.connector;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Proxies}.
 */
class ProxiesTests {

	@ParameterizedTest
	@CsvSource({ "'', 10.1.2.3, false", "10.1.0.0/16, 10.1.2.3, true", "10.1.0.0/16, 10.2.2.3, false",
			"'10.2.0.0/16,10.1.0.0/16', 10.1.2.3, true", "fd00::/8, fd12::1, true", "fd00::/8, fe80::1, false",
			"'10\\.1\\..*', 10.1.2.3, true", "'10\\.1\\..*', 110.1.2.3, false" })
	void proxiesAreThoseThatAreNamed(String proxies, String address, boolean expected) throws Exception {
		MockEnvironment environment = new MockEnvironment().withProperty("server.tomcat.remoteip.internal-proxies",
				proxies);
		assertThat(Proxies.of(environment).test(InetAddress.getByName(address))).isEqualTo(expected);
	}

}
