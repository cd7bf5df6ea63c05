import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The reports that callers ask for, with the bytes that every answer must have.
 */
enum Report {

	DEPLOYMENT, USAGE;

	private final byte[] sample;

	Report() {
		try {
			this.sample = Files
				.readAllBytes(Path.of("src/main/resources/org/partnergateway/sandbox/partner-%s.json".formatted(this)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	byte[] sample() {
		return this.sample;
	}

	String path() {
		return "/v1/analytics/licenses/" + this;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
