package org.partnergateway.outbound;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import reactor.netty.transport.ProxyProvider;

import org.springframework.util.StringUtils;

/**
 * Chooses the proxy for each host.
 */
final class Proxies {

	private static final String PASSWORD_FILE = "partner-center.proxy-password-file";

	private final @Nullable ForwardProxy configured;

	private final NoProxy exceptions;

	private final Supplier<@Nullable ProxySelector> jvm;

	/**
	 * Creates an instance.
	 * @param configured the proxy for all hosts; {@code null} if the JVM decides
	 * @param exceptions the hosts that are reached without a proxy in either case; the
	 * loopback interface always is if a proxy is configured, and the JVM has its own
	 * setting for it
	 * @param jvm the JVM's selector of proxies
	 */
	Proxies(@Nullable ForwardProxy configured, NoProxy exceptions, Supplier<@Nullable ProxySelector> jvm) {
		this.configured = configured;
		this.exceptions = exceptions;
		this.jvm = jvm;
	}

	/**
	 * Creates an instance from the configuration.
	 * @throws InvalidSettingException if a property is malformed, missing or contradicts
	 * another
	 */
	static Proxies of(OutboundProperties properties) {
		return new Proxies(configured(properties), NoProxy.of(properties.noProxy()), ProxySelector::getDefault);
	}

	/**
	 * The proxy for a host.
	 * @param target a URL of the host
	 * @return the proxy, or {@code null} for a direct connection
	 */
	@Nullable ForwardProxy on(URI target) {
		if (this.exceptions.has(target.getHost())) {
			return null;
		}
		if (this.configured == null) {
			return ofJvm(target);
		}
		return NoProxy.LOOPBACK.has(target.getHost()) ? null : this.configured;
	}

	private @Nullable ForwardProxy ofJvm(URI target) {
		ProxySelector selector = this.jvm.get();
		List<Proxy> proxies = (selector != null) ? selector.select(target) : List.of();
		return proxies.stream()
			.filter((proxy) -> proxy.address() instanceof InetSocketAddress)
			.findFirst()
			.map(Proxies::ofJvm)
			.orElse(null);
	}

	private static ForwardProxy ofJvm(Proxy proxy) {
		InetSocketAddress address = (InetSocketAddress) proxy.address();
		return new ForwardProxy(
				(proxy.type() == Proxy.Type.SOCKS) ? ProxyProvider.Proxy.SOCKS5 : ProxyProvider.Proxy.HTTP,
				address.getHostString(), address.getPort(), null);
	}

	private static @Nullable ForwardProxy configured(OutboundProperties properties) {
		PasswordFile password = PasswordFile.of(PASSWORD_FILE, properties.proxyPasswordFile());
		if (!StringUtils.hasText(properties.proxy())) {
			if (password != null) {
				throw new InvalidSettingException(PASSWORD_FILE, "is set, but partner-center.proxy is not",
						"Set partner-center.proxy to http://user@host:port, or remove the file.");
			}
			return null;
		}
		ProxyUrl url = ProxyUrl.parse(properties.proxy());
		String user = url.user();
		if (user != null && password == null) {
			throw new InvalidSettingException(PASSWORD_FILE, "is not set, but partner-center.proxy names a user",
					"Set it to a file with the password of that user.");
		}
		if (password == null) {
			return new ForwardProxy(ProxyProvider.Proxy.HTTP, url.host(), url.port(), null);
		}
		if (user == null) {
			throw new InvalidSettingException(PASSWORD_FILE, "is set, but partner-center.proxy names no user",
					"Set partner-center.proxy to http://user@host:port, or remove the file.");
		}
		password.check();
		return new ForwardProxy(ProxyProvider.Proxy.HTTP, url.host(), url.port(),
				new ForwardProxy.Credentials(user, password));
	}

}
