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
 * Whose certificates are trusted, and which one is shown to whoever asks for one.
 */
@FunctionalInterface
interface Trust {

	/** As the JVM does. */
	Trust JVM = ReactorClientHttpConnector::new;

	/**
	 * Makes connections with this trust.
	 */
	ClientHttpConnector connector(HttpClient client);

	/**
	 * The trust that the property asks for.
	 * @param name the name of a bundle; absent or blank for the JVM's own trust
	 * @throws InvalidSettingException if there is no such bundle, or it cannot be used
	 */
	static Trust of(@Nullable String name, SslBundles bundles) {
		if (name == null || !StringUtils.hasText(name)) {
			return JVM;
		}
		SslBundle bundle = bundle(name.strip(), bundles);
		// Its files are read here, so that the start ends if they cannot be.
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
		// The latter where a file is not there or is something else, which is found late.
		catch (SSLException | IllegalStateException ex) {
			throw new InvalidSettingException("partner-center.ssl-bundle",
					"names a bundle that cannot be used (%s)"
						.formatted(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()),
					"Check its certificates, ciphers and protocols below spring.ssl.bundle.");
		}
	}

}
