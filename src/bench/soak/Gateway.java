import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gateway, in a process of its own on loopback ports of its own.
 */
final class Gateway implements AutoCloseable {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

	private static final Duration LONGEST_START = Duration.ofMinutes(2);

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port = freePort();

	private final int managementPort = freePort();

	private final Path log = Files.createTempFile("soak-gateway-", ".log");

	private final Process process;

	Gateway(String jar, Map<String, String> settings) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(JAVA.resolve("java").toString(), "-Xmx256m", "-Dio.netty.leakDetection.level=paranoid", "-jar",
						jar, "--server.port=" + this.port, "--management.server.port=" + this.managementPort));
		settings.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Redirect.to(this.log.toFile()))
			.start();
		// Whatever becomes of this program, the gateway ends with it.
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	int port() {
		return this.port;
	}

	Path log() {
		return this.log;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void awaitHealth() throws InterruptedException {
		long end = System.nanoTime() + LONGEST_START.toNanos();
		while (!isHealthy()) {
			if (!isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException("the gateway does not start: see " + this.log);
			}
			Thread.sleep(200);
		}
	}

	/**
	 * The metrics of the moment, as Prometheus would scrape them.
	 */
	Metrics metrics() throws IOException, InterruptedException {
		return new Metrics(get("/actuator/prometheus").body());
	}

	/**
	 * How many bytes of the heap are in use after a full garbage collection, which takes
	 * place for this.
	 */
	long liveBytes() throws IOException, InterruptedException {
		Process jcmd = new ProcessBuilder(JAVA.resolve("jcmd").toString(), String.valueOf(this.process.pid()),
				"GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		String histogram = new String(jcmd.getInputStream().readAllBytes());
		jcmd.waitFor();
		String total = histogram.strip().lines().toList().getLast();
		return Long.parseLong(total.strip().split("\\s+")[2]);
	}

	/**
	 * Ends the gateway as an operator would.
	 * @return whether it ended by itself
	 */
	boolean stop() throws InterruptedException {
		this.process.destroy();
		return this.process.waitFor(30, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.http.close();
	}

	private boolean isHealthy() throws InterruptedException {
		try {
			return get("/actuator/health").statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:%d%s".formatted(this.managementPort, path));
		return this.http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
				BodyHandlers.ofString());
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
