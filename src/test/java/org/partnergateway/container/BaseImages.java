package org.partnergateway.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;

/**
 * The images of others that the tests need.
 */
final class BaseImages {

	static final String REDIS = "redis:7.0-bookworm";

	private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+:\\S+)");

	private BaseImages() {
	}

	/**
	 * Pulls the images that the engine does not have.
	 * @return what keeps it from that; empty if nothing does
	 */
	static String obstacle() {
		DockerClient docker = DockerClientFactory.lazyClient();
		for (String image : names()) {
			try {
				if (!isThere(docker, image)) {
					docker.pullImageCmd(image).start().awaitCompletion();
				}
			}
			catch (DockerException | DockerClientException ex) {
				return "the Docker engine has no %s and cannot pull it (%s)".formatted(image, ex.getMessage());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return "interrupted while " + image + " was pulled";
			}
		}
		return "";
	}

	private static boolean isThere(DockerClient docker, String image) {
		try {
			docker.inspectImageCmd(image).exec();
			return true;
		}
		catch (NotFoundException ex) {
			return false;
		}
	}

	private static List<String> names() {
		try {
			Stream<String> ofGateway = FROM.matcher(Files.readString(Path.of("Dockerfile")))
				.results()
				.map((match) -> match.group(1));
			return Stream.concat(ofGateway, Stream.of(REDIS)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
