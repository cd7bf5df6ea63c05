package org.partnergateway.callers.addresses;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the address of the connection, or what a proxy that is
 * believed says in its place. What it says need not be an address, since it may pass on
 * what it was told; then all that is known of it is that it is unknown.
 */
public final class RemoteAddress {

	private static final String UNKNOWN = "unknown";

	private static final int SITE_BYTES = 8;

	private static final String NEAREST = RemoteAddress.class.getName();

	// As some proxies add it.
	private static final Pattern PORT = Pattern.compile("(?<=^[0-9.]{7,15}|\\]):[0-9]{1,5}$");

	private RemoteAddress() {
	}

	/**
	 * Notes the address that the nearest proxy has written, whether or not it is
	 * believed. What is noted first stays.
	 */
	static void note(HttpServletRequest request, String nearest) {
		if (request.getAttribute(NEAREST) == null) {
			request.setAttribute(NEAREST, nearest);
		}
	}

	/**
	 * Whom requests from an address are counted for: the address itself, or, since who
	 * has one of version 6 has all 2<sup>64</sup> of its network, that network. Behind a
	 * proxy that is believed it is the address that this proxy has written, also where it
	 * may be another proxy's: whoever calls from there could have written all others.
	 */
	public static String site(HttpServletRequest request) {
		if (request.getAttribute(NEAREST) instanceof String nearest
				&& Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE))) {
			return site(nearest);
		}
		return site(request.getRemoteAddr());
	}

	public static String site(@Nullable String text) {
		InetAddress address = address(text);
		if (address instanceof Inet6Address) {
			return "address:" + HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, SITE_BYTES) + "::/64";
		}
		return "address:" + shown(address);
	}

	/**
	 * The address as a log may show it.
	 */
	public static String shown(HttpServletRequest request) {
		return shown(address(request.getRemoteAddr()));
	}

	private static String shown(@Nullable InetAddress address) {
		return (address != null) ? address.getHostAddress() : UNKNOWN;
	}

	/**
	 * The address that a text is, with or without a port behind it; {@code null} if it is
	 * none.
	 */
	static @Nullable InetAddress address(@Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			return InetAddress.ofLiteral(PORT.matcher(text).replaceFirst(""));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
