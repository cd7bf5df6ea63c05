package org.partnergateway.callers.addresses;

import java.net.InetAddress;
import java.util.regex.Pattern;

import org.apache.catalina.util.NetMaskSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import org.partnergateway.settings.InvalidSettingException;

/**
 * Decides whether a proxy may say from which address a request comes. Only a configured
 * proxy may, since it decides which caller a request is counted for.
 */
final class ForwardedHeaders {

	static final String STRATEGY = "server.forward-headers-strategy";

	static final String PROXIES = "server.tomcat.remoteip.internal-proxies";

	private static final String ADDRESSES = "server.tomcat.remoteip.remote-ip-header";

	private static final Logger logger = LoggerFactory.getLogger(ForwardedHeaders.class);

	private static final String EXAMPLE = "Set it to the addresses of the proxy in front, such as 10.1.2.0/24, which has to overwrite X-Forwarded-For and its kin";

	// An address for documentation, which no proxy has (RFC 5737).
	private static final String ANYBODY = "192.0.2.1";

	private static final Pattern COMMA = Pattern.compile(",(?![0-9]*\\})");

	private ForwardedHeaders() {
	}

	/**
	 * Reads the configuration.
	 * @return whether any proxy is believed
	 * @throws InvalidSettingException if proxies are to be believed but are not named, or
	 * the setting is malformed
	 */
	static boolean areBelieved(Environment environment) {
		String strategy = text(environment, STRATEGY);
		if (strategy.equalsIgnoreCase("framework")) {
			throw new InvalidSettingException(STRATEGY, "is framework, which believes whoever calls",
					"Set it to native, and %s to the addresses of the proxy in front.".formatted(PROXIES));
		}
		if (!strategy.equalsIgnoreCase("native") && !(strategy.isEmpty() && isNativeByPlatform(environment))
				&& text(environment, ADDRESSES).isEmpty()
				&& text(environment, "server.tomcat.remoteip.protocol-header").isEmpty()) {
			return false;
		}
		String proxies = text(environment, PROXIES);
		if (proxies.isEmpty()) {
			throw new InvalidSettingException(PROXIES, "is not set, but forwarded headers are to be believed",
					"%s; or set %s to none.".formatted(EXAMPLE, STRATEGY));
		}
		if (isAnybody(proxies)) {
			logger.warn("{} is any address: whoever calls decides for whom their requests count", PROXIES);
		}
		return true;
	}

	/**
	 * The name of the header in which proxies note addresses.
	 */
	static String addresses(Environment environment) {
		String header = text(environment, ADDRESSES);
		return header.isEmpty() ? "X-Forwarded-For" : header;
	}

	/**
	 * Whether Spring Boot's default for this platform is to believe proxies.
	 */
	private static boolean isNativeByPlatform(Environment environment) {
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

	/**
	 * Whether the setting includes every address. It is a list of networks or a regular
	 * expression; as in Tomcat, a list has a slash.
	 */
	private static boolean isAnybody(String proxies) {
		try {
			if (proxies.indexOf('/') > 0) {
				return NetMaskSet.parse(proxies).contains(InetAddress.ofLiteral(ANYBODY));
			}
			Pattern pattern = Pattern.compile(proxies);
			if (COMMA.matcher(proxies).find()) {
				throw new IllegalArgumentException("a list of addresses without their lengths");
			}
			return pattern.matcher(ANYBODY).matches();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(PROXIES, "is neither networks nor one regular expression",
					"%s, or 10.1.2.3/32 for one of them.".formatted(EXAMPLE));
		}
	}

	private static String text(Environment environment, String property) {
		String text = Binder.get(environment).bind(property, String.class).orElse("");
		return StringUtils.hasText(text) ? text.strip() : "";
	}

}
