package org.partnergateway.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.partnergateway.PartnerLicenseGateway;
import org.partnergateway.SandboxGateway;
import org.partnergateway.harness.RawConnection.Answer;

/**
 * A gateway in a process of its own, as it is run for real.
 */
public final class GatewayProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final int port = freePort();

	private final int managementPort = freePort();

	private final GatewayClient management = new GatewayClient(this.managementPort);

	private final Path log;

	private final Process process;

	/**
	 * Starts a gateway that is open to everybody.
	 * @param directory where its log goes
	 * @param arguments properties, besides those that every gateway needs
	 */
	public GatewayProcess(Path directory, String... arguments) throws IOException {
		this(directory, Map.of("CALLERS_AUTHENTICATION", "none"), arguments);
	}

	/**
	 * Starts a gateway.
	 * @param directory where its log goes
	 * @param environment more environment variables
	 * @param arguments properties, besides those that every gateway needs
	 */
	public GatewayProcess(Path directory, Map<String, String> environment, String... arguments) throws IOException {
		this(directory, environment, classPath(), PartnerLicenseGateway.class, arguments);
	}

	private GatewayProcess(Path directory, Map<String, String> environment, String classPath, Class<?> main,
			String... arguments) throws IOException {
		this.log = directory.resolve("gateway-%d.log".formatted(this.port));
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main.getName(),
				"--server.port=" + this.port, "--management.server.port=" + this.managementPort));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			// The access log opens it once more.
			.redirectOutput(Redirect.appendTo(this.log.toFile()));
		builder.environment().putAll(environment);
		this.process = builder.start();
	}

	/**
	 * Starts the sandbox as an IDE would, with the tests on the class path.
	 * @param directory where its log goes
	 */
	public static GatewayProcess ofAnIde(Path directory) throws IOException {
		return new GatewayProcess(directory, Map.of(), System.getProperty("java.class.path"), SandboxGateway.class);
	}

	public int port() {
		return this.port;
	}

	/**
	 * The meters, as Prometheus reads them.
	 */
	public String metrics() throws IOException, InterruptedException {
		return new String(this.management.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
	}

	public Answer get(String path, String... headers) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			return connection.send("GET", path, headers);
		}
	}

	/**
	 * The status of a probe.
	 * @return the status, or -1 if nobody listens
	 */
	public int probe(String name) throws InterruptedException {
		try {
			return this.management.get("/actuator/health/" + name).statusCode();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	public boolean isListening() {
		try (RawConnection _ = new RawConnection(this.port)) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Sends SIGTERM.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Waits for the end of the process.
	 * @return its exit status
	 */
	public int exitStatus() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("it still runs:\n" + log());
		}
		return this.process.exitValue();
	}

	public String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * Without the tests' own classes, which would be found and taken for the gateway's.
	 */
	private static String classPath() {
		Path tests = Path.of("target", "test-classes").toAbsolutePath();
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).toAbsolutePath().equals(tests))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
