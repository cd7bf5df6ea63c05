package org.partnergateway.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Assumptions;
import org.yaml.snakeyaml.Yaml;

import org.springframework.util.FileSystemUtils;

/**
 * The chart in the repository.
 */
public final class Chart {

	static final Path DIRECTORY = Path.of("helm", "partner-license-gateway");

	private static final Path WORK = Path.of("target", "helm");

	private Chart() {
	}

	/**
	 * A release of the chart with the values that it comes with.
	 */
	public static Release release() {
		return new Release("gateway", "1.33.0", List.of());
	}

	/**
	 * The values files of the matrix.
	 */
	static Stream<Path> matrix() {
		try (Stream<Path> files = Files.list(resource("values"))) {
			return files.sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A file beside the tests.
	 */
	static Path resource(String name) {
		try {
			return Path.of(Objects.requireNonNull(Chart.class.getResource(name), name).toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A file of the chart.
	 */
	static String read(String file) {
		return read(DIRECTORY.resolve(file));
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The content of a YAML or JSON file of the chart.
	 */
	static Map<String, Object> load(String file) {
		return new Yaml().load(read(file));
	}

	/**
	 * Puts text into a file that Helm can read.
	 */
	static Path file(String text) {
		try {
			Files.createDirectories(WORK);
			return Files.writeString(Files.createTempFile(WORK, "values-", ".yaml"), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Copies the chart, so that a test can change it.
	 */
	static Path copy() {
		try {
			Files.createDirectories(WORK);
			Path copy = Files.createTempDirectory(WORK, "chart-");
			FileSystemUtils.copyRecursively(DIRECTORY, copy);
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Helm for a chart. Skips the test on a developer's machine that its library is not
	 * made for.
	 */
	static Helm helm(Path chart) {
		try {
			Helm.version().call();
		}
		catch (LinkageError ex) {
			if (System.getenv("CI") != null) {
				throw ex;
			}
			Assumptions.abort("The chart is not tested, since Helm's library cannot be loaded on %s, %s: %s"
				.formatted(System.getProperty("os.name"), System.getProperty("os.arch"), ex));
		}
		return new Helm(chart);
	}

}
