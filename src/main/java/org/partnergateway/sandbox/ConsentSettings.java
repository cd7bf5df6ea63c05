package org.partnergateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.util.FileSystemUtils;

/**
 * Lets a gateway with {@code sandbox.consent=true} wait for a user's consent: it gets the
 * grant {@code refresh-token}, and a file that is not there yet, in a temporary directory
 * that is deleted when the JVM ends. Any other value of these two properties overrides
 * this. Runs after all configuration has been read.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
class ConsentSettings implements EnvironmentPostProcessor {

	private static final String GRANT = "partner-center.token.grant";

	private static final String REFRESH_TOKEN_FILE = "partner-center.token.refresh-token-file";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		if (environment.acceptsProfiles(Profiles.of("sandbox"))
				&& binder.bind("sandbox.consent", Boolean.class).orElse(false)) {
			Map<String, Object> settings = new HashMap<>(Map.of(GRANT, "refresh-token"));
			if (!binder.bind(REFRESH_TOKEN_FILE, String.class).isBound()) {
				settings.put(REFRESH_TOKEN_FILE, temporaryDirectory().resolve("refresh-token").toString());
			}
			environment.getPropertySources().addLast(new MapPropertySource("sandboxConsent", settings));
		}
	}

	private static Path temporaryDirectory() {
		try {
			// Only its owner may enter it, by the contract of this method.
			Path directory = Files.createTempDirectory("partner-license-gateway-consent-");
			// Runs after the context has been closed, when nobody writes there any more.
			SpringApplication.getShutdownHandlers().add(() -> delete(directory));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
