package org.partnergateway.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/**
 * Prometheus' own tool for checking metrics and rules. Without it, what asks for it is
 * skipped, except in CI.
 */
public final class Promtool {

	private static final String COMMAND = "promtool";

	private Promtool() {
	}

	/**
	 * Runs it.
	 * @param input what it reads
	 * @param arguments its arguments
	 * @return what it complains of, if anything
	 */
	public static String run(String input, String... arguments) throws IOException, InterruptedException {
		Assumptions.assumeTrue(isInstalled() || System.getenv("CI") != null,
				"There is no promtool on this machine: install Prometheus to run this test.");
		Path file = Files.createTempFile("promtool", ".txt");
		try {
			Files.writeString(file, input);
			List<String> command = new ArrayList<>(List.of(COMMAND));
			command.addAll(List.of(arguments));
			Process process = new ProcessBuilder(command).redirectInput(file.toFile())
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor();
			return output;
		}
		finally {
			Files.delete(file);
		}
	}

	private static boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(":"))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, COMMAND)));
	}

}
