package org.partnergateway.correlation;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * How Partner Center's support finds a response of its service. Each part is {@code null}
 * where the response did not have it, or had something that no header or log line should
 * repeat.
 *
 * @param requestId MS-RequestId
 * @param correlationId MS-CorrelationId
 * @param vector MS-CV
 * @param serverId MS-ServerId
 */
public record ResponseIdentity(@Nullable String requestId, @Nullable String correlationId, @Nullable String vector,
		@Nullable String serverId) {

	/** Of a response that never came. */
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
	 * Whether headers and log lines may repeat a value.
	 * @param value the value
	 * @return whether it is short and visible
	 */
	public static boolean isHarmless(String value) {
		return value.length() <= LONGEST && value.chars().allMatch((c) -> c >= 0x20 && c < 0x7F);
	}

	/**
	 * The attributes of a span.
	 * @return what there is of the four by their keys
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
	 * All four as a log line has them.
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
