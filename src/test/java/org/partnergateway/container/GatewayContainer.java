package org.partnergateway.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A gateway in a container, as locked up as it can be: it may write to {@code /tmp} and
 * nowhere else, and has no capability and no way to get one.
 */
final class GatewayContainer extends GenericContainer<GatewayContainer> {

	static final String DEPLOYMENT = "/v1/analytics/licenses/deployment";

	static final String USAGE = "/v1/analytics/licenses/usage";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int PORT = 8080;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int managementPort;

	private GatewayContainer(int managementPort) {
		super(GatewayImage.name());
		this.managementPort = managementPort;
		withExposedPorts(PORT, managementPort);
		withEnv("CALLERS_AUTHENTICATION", "none");
		waitingFor(Wait.forHttp("/actuator/health/readiness").forPort(managementPort).withStartupTimeout(PATIENCE));
		withTmpFs(Map.of("/tmp", ""));
		withHostConfig((host) -> host.withReadonlyRootfs(true)
			.withCapDrop(Capability.ALL)
			.withSecurityOpts(List.of("no-new-privileges")));
	}

	/**
	 * A gateway over its own sandbox.
	 */
	static GatewayContainer sandbox() {
		return sandbox(8081);
	}

	static GatewayContainer sandbox(int managementPort) {
		return new GatewayContainer(managementPort).withEnv("SPRING_PROFILES_ACTIVE", "sandbox")
			.withEnv("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
	}

	/**
	 * A gateway over a Partner Center in the same network, which it calls for nobody but
	 * callers.
	 */
	static GatewayContainer over(PartnerCenterContainer partnerCenter) {
		return new GatewayContainer(8081).withNetwork(partnerCenter.getNetwork())
			.withEnv("PARTNER_CENTER_BASE_URL", PartnerCenterContainer.URL)
			.withEnv("PARTNER_CENTER_TOKEN_URI", PartnerCenterContainer.URL + "/token")
			.withEnv("PARTNER_CENTER_ALLOW_PLAIN_HTTP", "true")
			.withEnv("PARTNER_CENTER_TOKEN_TENANT_ID", "tenant")
			.withEnv("PARTNER_CENTER_TOKEN_CLIENT_ID", "client")
			.withEnv("PARTNER_CENTER_TOKEN_CLIENT_SECRET", "secret")
			.withEnv("REPORTS_KEEP_WARM", "false");
	}

	/**
	 * Changes how the engine runs it, beyond what {@link GenericContainer} knows.
	 */
	GatewayContainer withHostConfig(Consumer<HostConfig> change) {
		return withCreateContainerCmdModifier(
				(create) -> change.accept(Objects.requireNonNull(create.getHostConfig())));
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return this.http.send(request(PORT, path, headers), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> getAsync(String path, String... headers) {
		return this.http.sendAsync(request(PORT, path, headers), BodyHandlers.ofString());
	}

	HttpResponse<String> manage(String path) throws IOException, InterruptedException {
		return this.http.send(request(this.managementPort, path), BodyHandlers.ofString());
	}

	/**
	 * The status of the readiness probe.
	 */
	int readiness() throws IOException, InterruptedException {
		return manage("/actuator/health/readiness").statusCode();
	}

	/**
	 * What the image's own check says: {@code starting}, {@code healthy} or
	 * {@code unhealthy}.
	 */
	String health() {
		return Objects.requireNonNull(getCurrentContainerInfo().getState().getHealth()).getStatus();
	}

	void signal(String name) {
		getDockerClient().killContainerCmd(getContainerId()).withSignal(name).exec();
	}

	/**
	 * Waits for the end of the process.
	 * @return its exit status
	 */
	int exitStatus() {
		return getDockerClient().waitContainerCmd(getContainerId())
			.exec(new WaitContainerResultCallback())
			.awaitStatusCode(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	private HttpRequest request(int port, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://%s:%d%s".formatted(getHost(), getMappedPort(port), path)))
			.timeout(PATIENCE);
		return ((headers.length > 0) ? request.headers(headers) : request).build();
	}

}
