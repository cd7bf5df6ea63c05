package org.partnergateway.correlation;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The identity of one request, a caller's or the gateway's own.
 *
 * @param requestId GUID of the request
 * @param correlationId GUID of the operation that the request belongs to
 * @param vector the caller's correlation vector, or {@code null} if it sent none that is
 * well-formed
 * @param locale the locale, a culture name in the usual letter case
 */
public record Correlation(String requestId, String correlationId, @Nullable String vector, String locale) {

	/** The locale that Partner Center assumes if a request has none. */
	public static final String DEFAULT_LOCALE = "en-US";

	/** Key of the request id in the logging context. */
	public static final String LOGGED_REQUEST_ID = "msRequestId";

	/** Key of the correlation id in the logging context. */
	public static final String LOGGED_CORRELATION_ID = "msCorrelationId";

	// RFC 9562, sections 4.1, 4.2 and 5.4.
	private static final long VERSION_MASK = 0xF000;

	private static final long VERSION_4 = 0x4000;

	private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;

	private static final long VARIANT = 0x8000_0000_0000_0000L;

	private static final String ATTRIBUTE = Correlation.class.getName();

	/**
	 * Creates the identity of a request that the gateway makes by itself.
	 * @param locale the locale, a culture name
	 * @return an identity with new ids
	 */
	public static Correlation generated(String locale) {
		return new Correlation(newId(), newId(), null, locale);
	}

	/**
	 * The identity of a request that has passed the {@link CorrelationFilter}.
	 * @param request the request
	 * @return its identity
	 */
	public static Correlation of(HttpServletRequest request) {
		return Objects.requireNonNull(find(request), "the request has not passed the correlation filter");
	}

	/**
	 * The identity of a request that may have been refused before the
	 * {@link CorrelationFilter}.
	 * @param request the request
	 * @return its identity, or {@code null} if it has none
	 */
	public static @Nullable Correlation find(HttpServletRequest request) {
		return (Correlation) request.getAttribute(ATTRIBUTE);
	}

	/**
	 * The identity of a request that is refused, even if its headers are malformed.
	 * @param request the request
	 * @return its well-formed ids, and new ones in place of others
	 */
	public static Correlation ofRefused(HttpServletRequest request) {
		return new Correlation(HeaderForms.idOrNew(request, CorrelationHeaders.REQUEST_ID),
				HeaderForms.idOrNew(request, CorrelationHeaders.CORRELATION_ID), null, DEFAULT_LOCALE);
	}

	/**
	 * Reads the identity of a request before the {@link CorrelationFilter}.
	 * @param request the request
	 * @return its identity, or {@code null} if the request must be refused because a
	 * header is malformed
	 */
	public static @Nullable Correlation read(HttpServletRequest request) {
		try {
			return HeaderForms.read(request);
		}
		catch (InvalidHeaderException ex) {
			return null;
		}
	}

	/**
	 * Writes the ids of the request into the response.
	 * @param response the response
	 */
	public void echo(HttpServletResponse response) {
		response.setHeader(CorrelationHeaders.REQUEST_ID, this.requestId);
		response.setHeader(CorrelationHeaders.CORRELATION_ID, this.correlationId);
	}

	void bindTo(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * The entries of the logging context.
	 * @return both ids by their keys
	 */
	public Map<String, String> logged() {
		return Map.of(LOGGED_REQUEST_ID, this.requestId, LOGGED_CORRELATION_ID, this.correlationId);
	}

	/**
	 * The attributes of a span.
	 * @return both ids by their keys
	 */
	public KeyValues traced() {
		return KeyValues.of("ms.request.id", this.requestId, "ms.correlation.id", this.correlationId);
	}

	/**
	 * This identity with the MS-RequestId of an attempt.
	 * @param attemptId GUID of the attempt
	 * @return another identity of the same operation
	 */
	public Correlation attempt(String attemptId) {
		return new Correlation(attemptId, this.correlationId, this.vector, this.locale);
	}

	/**
	 * Writes the headers of a call to Partner Center.
	 * @param headers the headers of the call
	 * @param attemptId the MS-RequestId of this attempt, which differs from the caller's
	 * @param application name of the calling application
	 */
	public void writeTo(HttpHeaders headers, String attemptId, String application) {
		headers.set(CorrelationHeaders.REQUEST_ID, attemptId);
		headers.set(CorrelationHeaders.CORRELATION_ID, this.correlationId);
		headers.set(CorrelationHeaders.LOCALE, this.locale);
		headers.set(CorrelationHeaders.APPLICATION, application);
		if (this.vector != null) {
			headers.set(CorrelationHeaders.VECTOR, this.vector);
		}
	}

	/**
	 * Creates an id.
	 * @return a new GUID
	 */
	public static String newId() {
		// It is no secret, so it need not come from a secure random generator, which
		// takes a lock.
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long most = (random.nextLong() & ~VERSION_MASK) | VERSION_4;
		long least = (random.nextLong() & ~VARIANT_MASK) | VARIANT;
		return new UUID(most, least).toString();
	}

}
