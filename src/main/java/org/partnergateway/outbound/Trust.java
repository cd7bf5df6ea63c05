package org.partnergateway.outbound;

import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.StringUtils;

/**
 * The trusted certificates, and the client certificate for servers that ask for one.
 */
@FunctionalInterface
interface Trust {

	/** The trust of the JVM. */
	Trust JVM = ReactorClientHttpConnector::new;

	/**
	 * Creates a connector with this trust.
	 */
	ClientHttpConnector connector(HttpClient client);

	/**
	 * The trust that the property names.
	 * @param name the name of a bundle; {@code null} or blank for the JVM's own trust
	 * @throws InvalidSettingException if there is no such bundle, or it cannot be used
	 */
	static Trust of(@Nullable String name, SslBundles bundles) {
		if (name == null || !StringUtils.hasText(name)) {
			return JVM;
		}
		SslBundle bundle = bundle(name.strip(), bundles);
		// Reads its files now, so that the start fails if they cannot be used.
		context(bundle);
		return (client) -> {
			AtomicReference<ClientHttpConnector> current = new AtomicReference<>(connector(client, bundle));
			bundles.addBundleUpdateHandler(name.strip(), (replaced) -> current.set(connector(client, replaced)));
			return (method, uri, request) -> current.get().connect(method, uri, request);
		};
	}

	private static SslBundle bundle(String name, SslBundles bundles) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidSettingException("partner-center.ssl-bundle", "names no bundle that there is",
					"Set it to the name of one that spring.ssl.bundle.pem or spring.ssl.bundle.jks describes.");
		}
	}

	private static ClientHttpConnector connector(HttpClient client, SslBundle bundle) {
		SslContext context = context(bundle);
		return new ReactorClientHttpConnector(client.secure((ssl) -> ssl.sslContext(context)));
	}

	private static SslContext context(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		try {
			return SslContextBuilder.forClient()
				.keyManager(bundle.getManagers().getKeyManagerFactory())
				.trustManager(bundle.getManagers().getTrustManagerFactory())
				.ciphers(SslOptions.asSet(options.getCiphers()))
				.protocols(options.getEnabledProtocols())
				.build();
		}
		// An IllegalStateException is a missing or malformed file, which is read only
		// here.
		catch (SSLException | IllegalStateException ex) {
			throw new InvalidSettingException("partner-center.ssl-bundle",
					"names a bundle that cannot be used (%s)"
						.formatted(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()),
					"Check its certificates, ciphers and protocols below spring.ssl.bundle.");
		}
	}

}
