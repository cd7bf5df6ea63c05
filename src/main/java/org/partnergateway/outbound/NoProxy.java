package org.partnergateway.outbound;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.StringUtils;

/**
 * The hosts that are reached without a proxy. Names are compared in lower case, and never
 * resolved.
 */
final class NoProxy {

	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

	private static final Pattern NETWORK = Pattern.compile("(?:%s)(?:/[0-9]{1,3})?".formatted(ADDRESS));

	private static final Pattern NAME = Pattern
		.compile("[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");

	/** The loopback interface. */
	static final NoProxy LOOPBACK = of(List.of("localhost", "127.0.0.0/8", "::1"));

	private final List<Predicate<String>> exceptions;

	private NoProxy(List<Predicate<String>> exceptions) {
		this.exceptions = exceptions;
	}

	/**
	 * Reads the value of the property.
	 * @throws InvalidSettingException if an entry has none of the forms
	 */
	static NoProxy of(List<String> entries) {
		return new NoProxy(entries.stream().filter(StringUtils::hasText).map(NoProxy::exception).toList());
	}

	/**
	 * Whether a host is reached without a proxy.
	 * @param host the host of a URL; an IPv6 address may be in brackets; {@code null} is
	 * none of them
	 */
	boolean has(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = canonical(host);
		return this.exceptions.stream().anyMatch((exception) -> exception.test(name));
	}

	private static Predicate<String> exception(String entry) {
		String name = canonical(entry.strip());
		if (name.equals("*")) {
			return (_) -> true;
		}
		String suffix = name.startsWith("*.") ? name.substring(1) : name;
		if (suffix.startsWith(".") && NAME.matcher(suffix.substring(1)).matches()) {
			return (host) -> host.endsWith(suffix);
		}
		if (NETWORK.matcher(name).matches()) {
			return network(name);
		}
		if (NAME.matcher(name).matches()) {
			return name::equals;
		}
		throw malformed(entry);
	}

	private static Predicate<String> network(String network) {
		try {
			IpAddressMatcher addresses = new IpAddressMatcher(network);
			return (host) -> ADDRESS.matcher(host).matches() && addresses.matches(host);
		}
		catch (IllegalArgumentException ex) {
			throw malformed(network);
		}
	}

	/**
	 * In lower case, without brackets and the final dot of the root domain.
	 */
	private static String canonical(String host) {
		return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\](?=/|$)|(?<=.)\\.$", "");
	}

	private static InvalidSettingException malformed(String entry) {
		return new InvalidSettingException("partner-center.no-proxy",
				"has \"%s\", which is neither a host nor a network".formatted(entry.replaceAll("[^\\x21-\\x7E]", "?")),
				"Set it to names (api.contoso.com), names below one (.contoso.com), addresses and networks (10.0.0.0/8), separated by commas.");
	}

}
