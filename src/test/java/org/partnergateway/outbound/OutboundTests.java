package org.partnergateway.outbound;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link Outbound}, through a proxy that knows names which nobody else does.
 */
class OutboundTests {

	private static final String TARGET = "https://api.contoso.test/";

	private final SecureServer server = SecureServer.start();

	private final TunnelProxy proxy = new TunnelProxy(this.server.port());

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("contoso", trusting("ca.pem"));

	private @TempDir Path directory;

	OutboundTests() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.proxy.close();
		this.server.close();
	}

	@Test
	void getWhenProxyIsSetGoesThroughItsTunnel() {
		assertThat(get(TARGET, proxied())).isEqualTo("the server");
		assertThat(this.proxy.heads()).singleElement()
			.asString()
			.startsWith("CONNECT api.contoso.test:443 HTTP/1.1\r\n")
			.doesNotContainIgnoringCase("authorization");
	}

	@Test
	void getWhenUrlIsPlainGoesThroughATunnelToo() throws IOException {
		try (SecureServer plain = SecureServer.plain(); TunnelProxy other = new TunnelProxy(plain.port())) {
			assertThat(get("http://api.contoso.test:81/", outbound("http://127.0.0.1:" + other.port(), null)))
				.isEqualTo("the server");
			assertThat(other.heads()).singleElement().asString().startsWith("CONNECT api.contoso.test:81 ");
		}
	}

	@Test
	void getWhenProxyWantsAPasswordSendsThatOfTheMoment() throws IOException {
		Path password = Files.writeString(this.directory.resolve("password"), "\uFEFFold pässword\r\n");
		Outbound outbound = outbound("http://contoso%5Cjane@127.0.0.1:" + this.proxy.port(), password);
		ClientHttpConnector connector = connector(TARGET, outbound);
		this.proxy.demand(basic("contoso\\jane:old pässword"));
		assertThat(get(TARGET, connector)).isEqualTo("the server");
		this.proxy.demand(basic("contoso\\jane:new"));
		Files.writeString(password, "new");
		assertThat(get(TARGET, connector)).isEqualTo("the server");
		Files.delete(password);
		assertThat(get(TARGET, connector)).isEqualTo("the server");
	}

	@Test
	void getWhenPasswordIsRefusedSaysThatTheProxyDid() throws IOException {
		Path password = Files.writeString(this.directory.resolve("password"), "s3cret");
		this.proxy.demand(basic("jane:other"));
		OutboundException failure = failure(TARGET, outbound("http://jane@127.0.0.1:" + this.proxy.port(), password));
		assertThat(failure.about("Partner Center")).startsWith("The proxy wants a user and a password")
			.contains("407", "partner-center.proxy-password-file");
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure).hasMessageContaining("127.0.0.1:" + this.proxy.port());
		assertThat(failure).hasStackTraceContaining("407");
		assertThat(traces(failure)).doesNotContain("s3cret", basic("jane:s3cret"), "jane");
	}

	@ParameterizedTest
	@CsvSource({ "503 Sorry, true, refuses to open a connection (status 503)",
			"403 Forbidden, false, refuses to open a connection (status 403)",
			"301 Moved, false, refuses to open a connection (status 301)" })
	void getWhenProxyRefusesDoesNotTakeItsPageForTheServers(String status, boolean isTransient, String about) {
		this.proxy.refuse("HTTP/1.1 " + status
				+ "\r\nContent-Type: text/html\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<html>leak-ed!");
		OutboundException failure = failure(TARGET, proxied());
		assertThat(failure.about("Partner Center")).startsWith("The proxy " + about).doesNotContain("leak", "Sorry");
		assertThat(failure.isTransient()).isEqualTo(isTransient);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no HTTP at all, but something else\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n",
			"220 mail.contoso.test ESMTP\r\n" })
	void getWhenProxyIsNoneSaysSo(String answer) {
		this.proxy.refuse(answer);
		assertThat(failure(TARGET, proxied()).about("Partner Center"))
			.startsWith("The proxy ended the connection, or is no HTTP proxy");
	}

	@Test
	void getWhenProxyIsNotThereSaysSo() throws IOException {
		try (Socket nobody = new Socket()) {
			// Bound, so that nobody else takes the port, and not listening.
			nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			OutboundException failure = failure(TARGET, outbound("http://127.0.0.1:" + nobody.getLocalPort(), null));
			assertThat(failure.about("Partner Center")).startsWith("The proxy cannot be reached");
			assertThat(failure.isTransient()).isTrue();
		}
	}

	@Test
	void getWhenProxyHasNoAddressSaysSo() {
		assertThat(failure(TARGET, outbound("http://proxy.invalid:3128", null)).about("Partner Center"))
			.startsWith("The proxy cannot be reached");
	}

	@Test
	void getWhenProxyDoesNotAnswerSaysSo() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThat(failure(TARGET, outbound("http://127.0.0.1:" + silent.getLocalPort(), null))
				.about("Partner Center")).startsWith("The proxy did not open a connection in time");
		}
	}

	@Test
	void getWhenCertificateIsNotTrustedSaysSo() {
		Outbound outbound = new Outbound(proxies("http://127.0.0.1:" + this.proxy.port(), null), Trust.JVM,
				Outbound.resolver());
		OutboundException failure = failure(TARGET, outbound);
		assertThat(failure.about("Partner Center"))
			.startsWith("Partner Center has a certificate that the gateway does not trust")
			.contains("partner-center.ssl-bundle");
		assertThat(failure.isTransient()).isFalse();
	}

	@Test
	void getWhenCertificateIsForAnotherHostFails() {
		assertThat(failure("https://evil.contoso.test/", proxied()).about("Partner Center"))
			.startsWith("Partner Center has a certificate");
	}

	@Test
	void getWhenBundleIsReplacedTrustsTheNewOne() {
		ClientHttpConnector connector = connector(TARGET, proxied());
		assertThat(get(TARGET, connector)).isEqualTo("the server");
		this.bundles.updateBundle("contoso", trusting("other-ca.pem"));
		assertThat(OutboundException.in(catchThrowable(() -> get(TARGET, connector)))).isNotNull();
		this.bundles.updateBundle("contoso", trusting("ca.pem"));
		assertThat(get(TARGET, connector)).isEqualTo("the server");
	}

	@Test
	void getWhenHostIsAnExceptionGoesThereItself() throws IOException {
		try (SecureServer plain = SecureServer.plain()) {
			for (String host : List.of("127.0.0.1", "localhost")) {
				assertThat(get("http://%s:%d/".formatted(host, plain.port()), proxied())).isEqualTo("the server");
			}
			assertThat(this.proxy.heads()).isEmpty();
		}
	}

	@Test
	void getWhenNothingIsSetGoesAsTheJvmDoes() {
		Proxies proxies = new Proxies(null, NoProxy.of(List.of("login.contoso.test")),
				() -> ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.proxy.port())));
		Outbound outbound = new Outbound(proxies, Trust.of("contoso", this.bundles), Outbound.resolver());
		assertThat(get(TARGET, outbound)).isEqualTo("the server");
		assertThat(this.proxy.heads()).hasSize(1);
		assertThat(catchThrowable(() -> get("https://login.contoso.test/", outbound))).isNotNull()
			.satisfies((failure) -> assertThat(OutboundException.in(failure)).isNull());
		assertThat(this.proxy.heads()).hasSize(1);
	}

	private OutboundException failure(String url, Outbound outbound) {
		Throwable met = catchThrowable(() -> get(url, outbound));
		OutboundException failure = OutboundException.in(met);
		if (failure == null) {
			throw new AssertionError("Not what it should be", met);
		}
		return failure;
	}

	private static String get(String url, Outbound outbound) {
		return get(url, connector(url, outbound));
	}

	private static String get(String url, ClientHttpConnector connector) {
		return WebClient.builder()
			.clientConnector(connector)
			.build()
			.get()
			.uri(URI.create(url))
			.retrieve()
			.bodyToMono(String.class)
			.blockOptional(Duration.ofSeconds(20))
			.orElseThrow();
	}

	private static ClientHttpConnector connector(String url, Outbound outbound) {
		return outbound.connector(URI.create(url),
				HttpClient.create(ConnectionProvider.newConnection())
					.disableRetry(true)
					.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000));
	}

	private Outbound proxied() {
		return outbound("http://127.0.0.1:" + this.proxy.port(), null);
	}

	private Outbound outbound(String proxy, @Nullable Path password) {
		return new Outbound(proxies(proxy, password), Trust.of("contoso", this.bundles), Outbound.resolver());
	}

	private static Proxies proxies(String proxy, @Nullable Path password) {
		return Proxies.of(new OutboundProperties(proxy, password, List.of(), null));
	}

	private static SslBundle trusting(String ca) {
		return SslBundle.of(new PemSslStoreBundle(null,
				PemSslStoreDetails.forCertificate("classpath:org/partnergateway/outbound/" + ca)));
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	private static String traces(Throwable failure) {
		StringWriter traces = new StringWriter();
		failure.printStackTrace(new PrintWriter(traces));
		return traces.toString();
	}

}
