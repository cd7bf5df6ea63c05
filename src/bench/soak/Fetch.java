import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fetch that the gateway logged.
 *
 * @param report which report
 * @param start when it began
 * @param end when it ended
 * @param failed whether there was none in the end
 */
record Fetch(String report, Instant start, Instant end, boolean failed) {

	private static final Pattern LINE = Pattern
		.compile("^(\\S+) .* (Fetched|Could not fetch) partner-(\\w+).*? attempts? in (\\d+) ms.*");

	static Optional<Fetch> read(String line) {
		Matcher matcher = LINE.matcher(line);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		Instant end = OffsetDateTime.parse(matcher.group(1)).toInstant();
		Duration took = Duration.ofMillis(Long.parseLong(matcher.group(4)));
		return Optional.of(new Fetch(matcher.group(3), end.minus(took), end, !matcher.group(2).equals("Fetched")));
	}

}
