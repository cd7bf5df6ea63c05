package org.partnergateway.connector;

import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.catalina.util.NetMaskSet;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Tells proxies, who have the connections of many, from everybody else.
 */
final class Proxies {

	private static final String NAME = "server.tomcat.remoteip.internal-proxies";

	private Proxies() {
	}

	/**
	 * Those that are believed: networks if there is a slash, and a regular expression
	 * otherwise, as Tomcat has it.
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
