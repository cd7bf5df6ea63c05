package org.partnergateway;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import io.fabric8.kubernetes.api.model.PodSpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.harness.GatewayProcess;
import org.partnergateway.harness.RawPartnerCenter.Reply;
import org.partnergateway.harness.RawPartnerCenter;
import org.partnergateway.helm.Chart;
import org.partnergateway.helm.Manifests;
import org.partnergateway.helm.MountedPod;
import org.partnergateway.helm.Release;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for what the chart installs: the configuration, files and variables that its pod
 * has start a gateway that works, and {@code helm test} tells whether it does.
 */
@DisabledOnOs(OS.WINDOWS)
class InstalledGatewayTests {

	/** Where certificates of the tests are. */
	private static final String PEM = "org/partnergateway/outbound/";

	private static final String KEY = "0123456789abcdef";

	// printf %s 0123456789abcdef | sha256sum
	private static final String DIGEST = "9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f";

	private static final String HELLO = "*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$5\r\nr3dis\r\n";

	private static final Map<String, Map<String, String>> SECRETS = Map.of("partner-center",
			Map.of("client-secret", "s3cr3t\n", "refresh-token", "consent\n", "api-keys", "reports:" + DIGEST + "\n"),
			"licenses-test", Map.of("api-key", KEY + "\n"), "redis", Map.of("redis-password", "r3dis"), "licenses-tls",
			Map.of("tls.crt", pem("server.pem"), "tls.key", pem("server-key.pem")));

	@TempDir
	private Path directory;

	@Test
	void installWithAConsentKeepsWhatTakesItsPlaceAndPassesItsTests() throws Exception {
		try (RawPartnerCenter partnerCenter = new RawPartnerCenter()) {
			partnerCenter.demand("refresh_token=consent", "invalid_grant");
			partnerCenter.token(Reply.of(200,
					"{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3599,\"refresh_token\":\"rotated\"}"));
			Manifests manifests = at(partnerCenter, Chart.release().with("consent")).render();
			MountedPod pod = pod(manifests, manifests.gateway()).start();
			try (GatewayProcess gateway = start(pod)) {
				assertThat(gateway.get(USAGE).status()).isEqualTo(401);
				assertThat(gateway.get(USAGE, "X-Api-Key: " + KEY).status()).as(gateway::log).isEqualTo(200);
				assertThat(pod.file("/var/lib/partner-license-gateway/refresh-token")).hasContent("rotated");
				assertThat(test(manifests, "report-is-stored", gateway)).isZero();
				assertThat(test(manifests, "credential-is-required", gateway)).isZero();
				gateway.terminate();
				assertThat(gateway.exitStatus()).isZero();
			}
			pod.start();
			assertThat(pod.file("/var/lib/partner-license-gateway/refresh-token")).hasContent("rotated");
		}
	}

	@Test
	void installWithoutARefreshTokenStartsAndSaysWhereToConsent() throws Exception {
		try (RawPartnerCenter partnerCenter = new RawPartnerCenter()) {
			Manifests manifests = at(partnerCenter, Chart.release().with("unconsented")).render();
			MountedPod pod = pod(manifests, manifests.gateway()).start();
			try (GatewayProcess gateway = start(pod)) {
				assertThat(gateway.get(USAGE, "X-Api-Key: " + KEY).status()).as(gateway::log).isEqualTo(502);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(gateway.log())
						.containsPattern("http://localhost:\\d+/consent\\?key=[0-9a-f]{32}"));
				assertThat(gateway.log()).doesNotContain("consent would be in memory only");
			}
		}
	}

	@Test
	void installOfTheSandboxNeedsNothing() throws Exception {
		Manifests manifests = Chart.release().with("sandbox").render();
		try (GatewayProcess gateway = start(pod(manifests, manifests.gateway()).start())) {
			assertThat(gateway.get(USAGE).status()).isEqualTo(200);
			assertThat(test(manifests, "report-is-stored", gateway)).isZero();
			Manifests closed = Chart.release().with("consent").render();
			assertThat(test(closed, "credential-is-required", gateway)).isNotZero();
			assertThat(gateway.get("/nowhere").status()).isEqualTo(404);
		}
	}

	@Test
	void installWithRedisSendsItThePasswordOfTheSecret() throws Exception {
		try (RawPartnerCenter partnerCenter = new RawPartnerCenter();
				ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
				ServerSocket redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Future<String> greeting = executor.submit(() -> firstWords(redis));
			Manifests manifests = at(partnerCenter, Chart.release().with("consent"))
				.set("redis: {enabled: true, host: 127.0.0.1, existingSecret: redis, port: " + redis.getLocalPort()
						+ "}")
				.render();
			try (GatewayProcess gateway = start(pod(manifests, manifests.gateway()).start())) {
				assertThat(greeting.get(30, TimeUnit.SECONDS)).isEqualTo(HELLO);
				assertThat(gateway.get(USAGE, "X-Api-Key: " + KEY).status()).as(gateway::log).isEqualTo(200);
			}
		}
	}

	@Test
	void installWithACertificateSpeaksTlsAndIsWatchedInTheClear() throws Exception {
		Manifests manifests = Chart.release().with("sandbox").set("tls: {existingSecret: licenses-tls}").render();
		try (GatewayProcess gateway = start(pod(manifests, manifests.gateway()).start())) {
			shakeHandsTrusting("ca.pem", gateway);
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> shakeHandsTrusting("other-ca.pem", gateway));
			assertThatIOException().as("in the clear").isThrownBy(() -> gateway.get(USAGE));
			assertThat(gateway.metrics()).contains("jvm_memory_used_bytes");
			assertThat(test(manifests, "report-is-stored", "https", gateway)).isZero();
			gateway.terminate();
			assertThat(gateway.exitStatus()).isZero();
		}
	}

	private static Release at(RawPartnerCenter partnerCenter, Release release) {
		String url = "http://127.0.0.1:" + partnerCenter.port();
		return release.set("partnerCenter: {baseUrl: '%s', tokenUri: '%s/token'}".formatted(url, url));
	}

	private MountedPod pod(Manifests manifests, PodSpec pod) throws IOException {
		return new MountedPod(this.directory.toRealPath().resolve("root"), SECRETS, manifests, pod);
	}

	private GatewayProcess start(MountedPod pod) throws IOException {
		GatewayProcess gateway = new GatewayProcess(this.directory, pod.environment());
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.pollInterval(Duration.ofMillis(50))
				.until(() -> gateway.probe("readiness") == 200);
		}
		catch (ConditionTimeoutException ex) {
			gateway.close();
			throw new AssertionError("it is not ready:\n" + gateway.log(), ex);
		}
		return gateway;
	}

	/**
	 * Runs a test of the chart against a gateway.
	 * @return its exit status
	 */
	private int test(Manifests manifests, String name, GatewayProcess gateway) throws Exception {
		return test(manifests, name, "http", gateway);
	}

	private int test(Manifests manifests, String name, String scheme, GatewayProcess gateway) throws Exception {
		assumeThat(System.getenv("PATH").split(File.pathSeparator)).as("the tests need curl")
			.anyMatch((path) -> Files.isExecutable(Path.of(path, "curl")));
		MountedPod pod = pod(manifests, manifests.test(name)).start();
		String url = "%s://127.0.0.1:%d%s".formatted(scheme, gateway.port(), USAGE);
		return pod.command(Map.of("URL", url)).redirectOutput(this.directory.resolve(name).toFile()).start().waitFor();
	}

	private static void shakeHandsTrusting(String ca, GatewayProcess gateway) throws IOException {
		PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate("classpath:" + PEM + ca);
		SSLContext context = SslBundle.of(new PemSslStoreBundle(null, trusted)).createSslContext();
		try (Socket socket = context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), gateway.port())) {
			((SSLSocket) socket).startHandshake();
		}
	}

	private static String pem(String name) {
		try {
			return new ClassPathResource(PEM + name).getContentAsString(StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String firstWords(ServerSocket redis) throws IOException {
		try (Socket connection = redis.accept(); InputStream in = connection.getInputStream()) {
			return new String(in.readNBytes(HELLO.length()), StandardCharsets.US_ASCII);
		}
	}

}
