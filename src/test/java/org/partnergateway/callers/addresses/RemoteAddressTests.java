package org.partnergateway.callers.addresses;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemoteAddress}.
 */
class RemoteAddressTests {

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, address:10.1.2.3", "2001:db8:1:2:3:4:5:6, address:20:01:0d:b8:00:01:00:02::/64",
			"2001:db8:1:2::9, address:20:01:0d:b8:00:01:00:02::/64", "::ffff:10.1.2.3, address:10.1.2.3",
			"10.1.2.3:54321, address:10.1.2.3", "[2001:db8:1:2::9]:443, address:20:01:0d:b8:00:01:00:02::/64",
			"no:address, address:unknown", "10.1.2.256, address:unknown", "10.1.2.3 caller=x, address:unknown",
			"'', address:unknown" })
	void siteIsTheAddressOrItsNetwork(String address, String site) {
		assertThat(RemoteAddress.site(address)).isEqualTo(site);
	}

}
