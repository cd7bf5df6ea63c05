package org.partnergateway.correlation;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The ids by which Partner Center's support finds a response. Each is {@code null} if the
 * response does not have it, or has a value that is not safe to repeat in a header or log
 * line.
 *
 * @param requestId MS-RequestId
 * @param correlationId MS-CorrelationId
 * @param vector MS-CV
 * @param serverId MS-ServerId
 */
public record ResponseIdentity(@Nullable String requestId, @Nullable String correlationId, @Nullable String vector,
		@Nullable String serverId) {

	/** The identity of a missing response. */
	public static final ResponseIdentity NONE = new ResponseIdentity(null, null, null, null);

	private static final int LONGEST = 128;

	/**
	 * Reads the identity of a response.
	 * @param headers the headers of the response
	 * @return its identity
	 */
	public static ResponseIdentity read(HttpHeaders headers) {
		return new ResponseIdentity(value(headers, CorrelationHeaders.REQUEST_ID),
				value(headers, CorrelationHeaders.CORRELATION_ID), value(headers, CorrelationHeaders.VECTOR),
				value(headers, CorrelationHeaders.SERVER_ID));
	}

	private static @Nullable String value(HttpHeaders headers, String name) {
		String value = headers.getFirst(name);
		return (value != null && isHarmless(value)) ? value : null;
	}

	/**
	 * Whether a value is safe to repeat in headers and log lines.
	 * @param value the value
	 * @return whether it has at most 128 characters, all of them printable ASCII
	 */
	public static boolean isHarmless(String value) {
		return value.length() <= LONGEST && value.chars().allMatch((c) -> c >= 0x20 && c < 0x7F);
	}

	/**
	 * The attributes of a span.
	 * @return those of the four that are known, by their keys
	 */
	public KeyValues traced() {
		return attribute("ms.response.request.id", this.requestId)
			.and(attribute("ms.response.correlation.id", this.correlationId))
			.and(attribute("ms.response.cv", this.vector))
			.and(attribute("ms.response.server.id", this.serverId));
	}

	private static KeyValues attribute(String key, @Nullable String value) {
		return (value != null) ? KeyValues.of(key, value) : KeyValues.empty();
	}

	/**
	 * All four, for a log line; a missing one is shown as a hyphen.
	 */
	@Override
	public String toString() {
		return "%s=%s %s=%s %s=%s %s=%s".formatted(CorrelationHeaders.REQUEST_ID, shown(this.requestId),
				CorrelationHeaders.CORRELATION_ID, shown(this.correlationId), CorrelationHeaders.VECTOR,
				shown(this.vector), CorrelationHeaders.SERVER_ID, shown(this.serverId));
	}

	private static String shown(@Nullable String value) {
		return (value != null) ? value : "-";
	}

}
