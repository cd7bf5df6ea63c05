package org.partnergateway.sandbox.exchange;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to be sent.
 *
 * @param status the status
 * @param headers the headers, without {@code Content-Length}
 * @param body the body
 */
public record Answer(int status, Map<String, String> headers, String body) {

	public static Answer json(int status, String body) {
		return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
	}

	/**
	 * The answer of the service's front end, which has no error codes.
	 */
	public static Answer throttled(Duration retryAfter) {
		long seconds = retryAfter.toSeconds();
		String body = """
				{"statusCode":429,"message":"Rate limit is exceeded. Try again in %d seconds."}""".formatted(seconds);
		return json(429, body).with("Retry-After", String.valueOf(seconds));
	}

	public static Answer page() {
		String body = "<!DOCTYPE html><html><body><h1>Our services aren't available right now</h1></body></html>";
		return new Answer(200, Map.of("Content-Type", "text/html; charset=utf-8"), body);
	}

	public Answer with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new Answer(this.status, more, this.body);
	}

}
