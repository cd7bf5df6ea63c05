package org.partnergateway.callers;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes from.
 */
final class RemoteAddress {

	private static final int SITE_BYTES = 8;

	private RemoteAddress() {
	}

	/**
	 * Whom requests from an address are counted for: the address itself, or, since who
	 * has one of version 6 has all 2<sup>64</sup> of its network, that network.
	 */
	static String site(HttpServletRequest request) {
		return site(request.getRemoteAddr());
	}

	static String site(String address) {
		if (address.indexOf(':') >= 0) {
			try {
				if (InetAddress.ofLiteral(address) instanceof Inet6Address v6) {
					return "address:" + HexFormat.ofDelimiter(":").formatHex(v6.getAddress(), 0, SITE_BYTES) + "::/64";
				}
			}
			catch (IllegalArgumentException ex) {
				// Not an address but what a proxy gave as one.
				return "address:" + address;
			}
		}
		return "address:" + address;
	}

}
