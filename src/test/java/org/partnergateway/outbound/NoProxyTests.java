package org.partnergateway.outbound;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoProxy}.
 */
class NoProxyTests {

	@ParameterizedTest
	@CsvSource({ "api.contoso.com, api.contoso.com, true", "API.Contoso.com, api.contoso.COM, true",
			"api.contoso.com., api.contoso.com, true", "api.contoso.com, api.contoso.com., true",
			"api.contoso.com, x.api.contoso.com, false", ".contoso.com, api.contoso.com, true",
			"*.contoso.com, a.b.contoso.com, true", ".contoso.com, contoso.com, false",
			".contoso.com, evilcontoso.com, false", "*, api.contoso.com, true", "*, 10.1.2.3, true",
			"10.1.2.3, 10.1.2.3, true", "10.0.0.0/8, 10.1.2.3, true", "10.0.0.0/8, 11.1.2.3, false",
			"10.0.0.0/8, api.contoso.com, false", "10.0.0.0/8, [fd00::1], false", "fd00::/8, [fd00::1], true",
			"[fd00::1], [fd00:0::1], true", "[fd00::]/8, fd12::1, true", "10.1.2.3, 10.1.2.30, false" })
	void hasWhenHostFitsAnEntryIsTrue(String entry, String host, boolean expected) {
		assertThat(NoProxy.of(List.of("other.test", " " + entry + " ")).has(host)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, true", "LOCALHOST, true", "127.0.0.1, true", "127.9.9.9, true", "[::1], true",
			"localhost.contoso.com, false", "127.0.0.1.contoso.com, false", "128.0.0.1, false" })
	void loopbackHasThisMachineAlone(String host, boolean expected) {
		assertThat(NoProxy.LOOPBACK.has(host)).isEqualTo(expected);
	}

	@Test
	void hasWhenThereIsNoEntryIsFalse() {
		assertThat(NoProxy.of(List.of("", " ")).has("api.contoso.com")).isFalse();
		assertThat(NoProxy.of(List.of("*")).has(null)).isFalse();
	}

}
