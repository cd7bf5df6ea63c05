import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A request.
 *
 * @param report what is asked for
 * @param locale in which culture
 * @param method GET or HEAD
 * @param gzip whether gzip is accepted
 * @param condition the value of If-None-Match; empty for none
 * @param last whether the connection is closed after it
 * @param requestId the value of MS-RequestId
 */
record Asked(Report report, String locale, String method, boolean gzip, String condition, boolean last,
		String requestId) {

	static final List<String> LOCALES = List.of("en-US", "de-DE", "fr-FR", "az-Latn-AZ");

	/**
	 * Another tag than that of any report.
	 */
	static final String OTHER_TAG = "\"other\"";

	static Asked atRandom(RandomGenerator random, Promises promises) {
		Report report = Report.values()[random.nextInt(Report.values().length)];
		String locale = LOCALES.get(random.nextInt(LOCALES.size()));
		return new Asked(report, locale, (random.nextInt(5) == 0) ? "HEAD" : "GET", random.nextBoolean(),
				condition(random, promises.tag(report)), random.nextInt(10) == 0,
				new UUID(random.nextLong(), random.nextLong()).toString());
	}

	private static String condition(RandomGenerator random, String tag) {
		return switch (random.nextInt(8)) {
			case 0 -> tag;
			case 1 -> tag.isEmpty() ? "" : OTHER_TAG + ", W/" + tag;
			case 2 -> OTHER_TAG;
			default -> "";
		};
	}

	boolean isHead() {
		return this.method.equals("HEAD");
	}

	/**
	 * Whether the condition names what every answer is.
	 */
	boolean isKnown() {
		return !this.condition.isEmpty() && !this.condition.equals(OTHER_TAG);
	}

	String pair() {
		return this.report + " " + this.locale;
	}

	/**
	 * The request as it is sent.
	 */
	String head() {
		StringBuilder head = new StringBuilder(
				"%s %s HTTP/1.1\r\nHost: localhost\r\nX-Locale: %s\r\nMS-RequestId: %s\r\n".formatted(this.method,
						this.report.path(), this.locale, this.requestId));
		if (this.gzip) {
			head.append("Accept-Encoding: gzip\r\n");
		}
		if (!this.condition.isEmpty()) {
			head.append("If-None-Match: ").append(this.condition).append("\r\n");
		}
		if (this.last) {
			head.append("Connection: close\r\n");
		}
		return head.append("\r\n").toString();
	}

}
