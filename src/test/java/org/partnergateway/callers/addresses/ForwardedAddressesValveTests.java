package org.partnergateway.callers.addresses;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForwardedAddressesValve}, before the valve that it is for, behind a
 * proxy at 10.1.2.3 that is believed.
 */
class ForwardedAddressesValveTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "198.51.100.7 | 198.51.100.7", "- | 10.1.2.3", "203.0.113.9, 198.51.100.7 | 198.51.100.7",
					"203.0.113.9, 10.1.2.4 | 203.0.113.9", "203.0.113.9, 10.9.9.9 | 10.9.9.9",
					"203.0.113.9, 10.9.9.9, 10.1.2.4:4711 | 10.9.9.9", "198.51.100.7:4711 | 198.51.100.7",
					"[2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7", "not-an-address | 10.1.2.3",
					"some.host.invalid, 10.1.2.4 | 10.1.2.4", "'' | 10.1.2.3", "198.51.100.7, unknown | 10.1.2.3",
					"198.51.100.7, | 10.1.2.3", "256.256.256.256 | 10.1.2.3" })
	void invokeLeavesTheNearestAddressThatIsNotAProxys(@Nullable String forwarded, String address) throws Exception {
		assertThat(believed("10.1.2.3", forwarded)).isEqualTo(address);
	}

	@Test
	void invokeWhenSomebodyElseForwardsLeavesTheirOwnAddress() throws Exception {
		assertThat(believed("10.9.9.9", "203.0.113.9")).isEqualTo("10.9.9.9");
	}

	@Test
	void invokeWhenHeaderComesTwiceReadsBoth() throws Exception {
		assertThat(believed("10.1.2.3", "203.0.113.9", "198.51.100.7")).isEqualTo("198.51.100.7");
		assertThat(believed("10.1.2.3", "203.0.113.9", "10.1.2.4")).isEqualTo("203.0.113.9");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "10.1.2.3 | 203.0.113.9, 10.1.2.4 | address:10.1.2.4",
					"10.1.2.3 | 203.0.113.9, 10.1.2.5, 10.1.2.4 | address:10.1.2.4",
					"10.1.2.3 | 203.0.113.9 | address:203.0.113.9", "10.1.2.3 | not-an-address | address:10.1.2.3",
					"10.1.2.3 | 10.1.2.4, 2001:db8::7 | address:20:01:0d:b8:00:00:00:00::/64",
					"10.9.9.9 | 203.0.113.9, 10.1.2.4 | address:10.9.9.9" })
	void invokeHasLimitsCountForTheAddressThatNobodyCanMakeUp(String peer, String forwarded, String site)
			throws Exception {
		assertThat(seen(peer, forwarded).site).isEqualTo(site);
	}

	private static String believed(String peer, @Nullable String... forwarded) throws IOException, ServletException {
		return seen(peer, forwarded).address;
	}

	private static Seen seen(String peer, @Nullable String... forwarded) throws IOException, ServletException {
		org.apache.coyote.Request coyote = new org.apache.coyote.Request();
		coyote.remoteAddr().setString(peer);
		coyote.remoteHost().setString(peer);
		for (String value : forwarded) {
			if (value != null) {
				coyote.getMimeHeaders().addValue("X-Forwarded-For").setString(value);
			}
		}
		Request request = new Request(new Connector(), coyote);
		ForwardedAddressesValve valve = new ForwardedAddressesValve("X-Forwarded-For");
		RemoteIpValve tomcats = new RemoteIpValve();
		tomcats.setInternalProxies("10.1.2.0/24");
		Seen seen = new Seen();
		valve.setNext(tomcats);
		tomcats.setNext(seen);
		valve.invoke(request, new Response(new org.apache.coyote.Response()));
		return seen;
	}

	/**
	 * What comes behind.
	 */
	private static final class Seen extends ValveBase {

		private String address = "";

		private String site = "";

		@Override
		public void invoke(Request request, Response response) {
			this.address = request.getRemoteAddr();
			this.site = RemoteAddress.site(request);
			assertThat(request.getAttribute("org.apache.catalina.AccessLog.RemoteAddr")).isEqualTo(this.address);
		}

	}

}
