package org.partnergateway.correlation;

/**
 * The names of the headers by which Partner Center correlates requests.
 */
public final class CorrelationHeaders {

	/** GUID of one request; the same for a repetition after a timeout. */
	public static final String REQUEST_ID = "MS-RequestId";

	/** GUID that ties the requests of one operation together. */
	public static final String CORRELATION_ID = "MS-CorrelationId";

	/** Correlation vector. */
	public static final String VECTOR = "MS-CV";

	/** The server that created a response. */
	public static final String SERVER_ID = "MS-ServerId";

	/** The locale, a culture name such as {@code en-US}. */
	public static final String LOCALE = "X-Locale";

	static final String APPLICATION = "MS-PartnerCenter-Application";

	private CorrelationHeaders() {
	}

}
