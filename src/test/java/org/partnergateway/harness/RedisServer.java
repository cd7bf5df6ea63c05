package org.partnergateway.harness;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/**
 * A real Redis, as a process of its own, that can be paused, killed and started again.
 * Needs {@code redis-server}; without it, what asks for one is skipped, except in CI.
 */
public final class RedisServer implements AutoCloseable {

	private static final String COMMAND = "redis-server";

	private final int port;

	private Process process;

	/**
	 * Starts a Redis on a port that is free.
	 */
	public RedisServer() throws IOException {
		Assumptions.assumeTrue(isInstalled() || System.getenv("CI") != null,
				"There is no redis-server on this machine: install Redis to run this test.");
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
		this.process = launch();
	}

	/**
	 * The port that it listens on.
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Stops answering, without closing anything.
	 */
	public void pause() throws IOException, InterruptedException {
		signal("STOP");
	}

	/**
	 * Answers again.
	 */
	public void resume() throws IOException, InterruptedException {
		signal("CONT");
	}

	/**
	 * Ends at once, and forgets everything.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * Starts again on the same port, empty.
	 */
	public void restart() throws IOException {
		this.process = launch();
	}

	/**
	 * What a command answers, as it comes.
	 * @param command a command without binary arguments
	 */
	public String run(String command) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@Override
	public void close() {
		kill();
	}

	private Process launch() throws IOException {
		Process launched = new ProcessBuilder(COMMAND, "--bind", "127.0.0.1", "--port", String.valueOf(this.port),
				"--save", "", "--appendonly", "no")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		await().ignoreExceptions().until(() -> run("PING").startsWith("+PONG"));
		return launched;
	}

	private void signal(String name) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start().waitFor();
	}

	private static boolean isInstalled() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, COMMAND)));
	}

}
