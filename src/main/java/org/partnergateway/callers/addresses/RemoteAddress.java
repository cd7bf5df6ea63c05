package org.partnergateway.callers.addresses;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;

/**
 * The address that a request comes from: that of the connection, or the one that a
 * believed proxy gives instead. A proxy may pass on a text that is not an address; then
 * the address is unknown.
 */
public final class RemoteAddress {

	private static final String UNKNOWN = "unknown";

	private static final int SITE_BYTES = 8;

	private static final String NEAREST = RemoteAddress.class.getName();

	// Some proxies add a port.
	private static final Pattern PORT = Pattern.compile("(?<=^[0-9.]{7,15}|\\]):[0-9]{1,5}$");

	private RemoteAddress() {
	}

	/**
	 * Notes the address that the nearest proxy has written, whether or not that proxy is
	 * believed. Only the first note of a request is kept.
	 */
	static void note(HttpServletRequest request, String nearest) {
		if (request.getAttribute(NEAREST) == null) {
			request.setAttribute(NEAREST, nearest);
		}
	}

	/**
	 * What requests are counted by: an IPv4 address, or the /64 network of an IPv6
	 * address, since one caller can use all 2<sup>64</sup> addresses of that network.
	 * Behind a believed proxy it is the address that this proxy has written, even if that
	 * is another proxy's: the caller could have made up all others.
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
	 * Reads an address, with or without a port after it.
	 * @return the address, or {@code null} if the text is not one
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
