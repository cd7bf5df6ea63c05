package org.partnergateway.connector;

import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.catalina.util.NetMaskSet;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Tells proxies, which have the connections of many callers, from other addresses.
 */
final class Proxies {

	private static final String NAME = "server.tomcat.remoteip.internal-proxies";

	private Proxies() {
	}

	/**
	 * The believed proxies: networks if the setting has a slash, otherwise a regular
	 * expression, as in Tomcat.
	 */
	static Predicate<InetAddress> of(Environment environment) {
		String proxies = environment.getProperty(NAME, "");
		if (!StringUtils.hasText(proxies)) {
			return (_) -> false;
		}
		if (proxies.indexOf('/') > 0) {
			return NetMaskSet.parse(proxies)::contains;
		}
		Pattern pattern = Pattern.compile(proxies);
		return (address) -> pattern.matcher(address.getHostAddress()).matches();
	}

}
