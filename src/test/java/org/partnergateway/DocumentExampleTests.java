package org.partnergateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.sandbox.SandboxPartnerCenter;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the requests that documents show: the sandbox answers them as it is shown.
 * They share the gateway of {@link MonitoringTests}.
 */
@InSandbox
class DocumentExampleTests {

	private static final Pattern EXAMPLE = Pattern
		.compile("(?ms)^```console\n\\$ (curl [^\n]*http://localhost:8080/[^\n]*)\n(.+?)^```$");

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final int port;

	DocumentExampleTests(SandboxPartnerCenter partnerCenter, @LocalServerPort int port) {
		partnerCenter.reset();
		this.port = port;
	}

	@ParameterizedTest
	@MethodSource("examples")
	void sandboxAnswersAsItIsShown(String command, String shown) throws Exception {
		List<String> answer = run(command.replace("curl ", "curl -s ")).lines().map(this::comparable).toList();
		List<String> expected = shown.lines().map(this::comparable).toList();
		if (command.endsWith("/v1/status")) {
			assertThat(members(answer.getLast())).containsAll(members(expected.getLast()));
		}
		else {
			assertThat(answer.getLast()).isEqualTo(expected.getLast());
			assertThat(headers(answer)).containsExactlyInAnyOrderElementsOf(headers(expected));
		}
	}

	@Test
	void examplesAreFound() throws Exception {
		assertThat(examples()).hasSizeGreaterThan(3);
	}

	static List<Object[]> examples() throws IOException {
		try (Stream<Path> pages = Files.walk(Path.of("src", "docs"))) {
			List<Path> documents = Stream.concat(Stream.of(Path.of("README.md")), pages)
				.filter((path) -> path.toString().endsWith(".md"))
				.toList();
			return documents.stream()
				.map(DocumentExampleTests::read)
				.flatMap((text) -> EXAMPLE.matcher(text).results())
				// The sandbox asks nobody for a key.
				.filter((example) -> !example.group(1).contains("X-Api-Key"))
				.map((example) -> new Object[] { example.group(1), example.group(2) })
				.toList();
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String run(String command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("bash", "-c",
				command.replace("http://localhost:8080", "http://127.0.0.1:" + this.port))
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private String comparable(String line) {
		return ID.matcher(line).replaceAll("ID").replace("127.0.0.1:" + this.port, "localhost:8080").strip();
	}

	private static List<String> headers(List<String> lines) {
		return lines.stream()
			.filter((line) -> line.matches("[A-Z][\\w-]+: .*"))
			.map((line) -> line.substring(0, line.indexOf(":")))
			// Only here the sandbox has a limit.
			.filter((name) -> !name.startsWith("RateLimit"))
			.toList();
	}

	private static List<String> members(String json) {
		return Pattern.compile("\"(\\w+)\":")
			.matcher(json)
			.results()
			.map((member) -> member.group(1))
			.distinct()
			.toList();
	}

}
