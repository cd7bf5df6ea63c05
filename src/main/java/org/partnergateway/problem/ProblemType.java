package org.partnergateway.problem;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * The kinds of problems that callers see. The name, in lower case and with hyphens, is
 * the end of the problem's {@code type} and never changes. A kind may share it with
 * another one of the same meaning.
 */
public enum ProblemType {

	/** A header does not have its form. */
	INVALID_HEADER(HttpStatus.BAD_REQUEST, "A header is malformed"),

	/** A path variable or query parameter does not have its form. */
	INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is malformed"),

	/** Partner Center rejects a parameter, customer or locale that the caller chose. */
	QUESTION_REJECTED(HttpStatus.BAD_REQUEST, "Partner Center rejected what was asked for"),

	/** The request is not HTTP, or is of a kind that is refused unread. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),

	/** The head of the request is larger than what is accepted. */
	REQUEST_HEAD_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, INVALID_REQUEST),

	/** No credential, or none that is accepted. */
	UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Not authenticated"),

	/** Authenticated, but not allowed to do this. */
	FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),

	/** Partner Center does not give the partner the customer's figures. */
	CUSTOMER_FORBIDDEN(HttpStatus.FORBIDDEN, "The customer is closed to the partner"),

	/** No such path, or no such customer. */
	NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),

	/** Not a method of this path. */
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed"),

	/** The header Accept does not allow JSON. */
	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The media type is not available"),

	/** More requests than the caller may make. */
	RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

	/** A defect of the gateway. */
	INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The gateway failed"),

	/** The gateway is shutting down. */
	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The gateway is shutting down"),

	/** The keys of the issuer of an access token cannot be loaded. */
	IDENTITY_PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The identity provider is unavailable"),

	/** Partner Center rejects the request of the gateway. */
	UPSTREAM_REJECTED(HttpStatus.BAD_GATEWAY, "Partner Center rejected the request"),

	/** Partner Center does not accept the gateway's own credentials. */
	UPSTREAM_CREDENTIALS(HttpStatus.BAD_GATEWAY, "Partner Center does not accept the gateway's credentials"),

	/** The answer of Partner Center is not a report. */
	UPSTREAM_MALFORMED(HttpStatus.BAD_GATEWAY, "Partner Center's answer is malformed"),

	/** Partner Center throttles the gateway (429). */
	UPSTREAM_THROTTLED(HttpStatus.SERVICE_UNAVAILABLE, "Partner Center throttles the gateway"),

	/** Partner Center cannot be reached or fails, or the back-off after that lasts. */
	UPSTREAM_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Partner Center is unavailable"),

	/** No answer within the deadline. */
	UPSTREAM_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "Partner Center did not answer in time");

	private static final String NAMESPACE = "urn:partner-license-gateway:problem:";

	private final HttpStatus status;

	private final String title;

	private final String slug;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
		this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The same kind as another one, with a more specific status.
	 */
	ProblemType(HttpStatus status, ProblemType same) {
		this.status = status;
		this.title = same.title;
		this.slug = same.slug;
	}

	/**
	 * The status of the answer.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	String title() {
		return this.title;
	}

	/**
	 * The end of the problem's type, which is also its code if Partner Center gave none.
	 * @return the name, in lower case with hyphens
	 */
	public String slug() {
		return this.slug;
	}

	String uri() {
		return NAMESPACE + this.slug;
	}

	/**
	 * The type for a status that the container chose.
	 */
	static ProblemType forContainerStatus(int status) {
		return switch (status) {
			case 404 -> NOT_FOUND;
			// The container answers CONNECT with 501.
			case 405, 501 -> METHOD_NOT_ALLOWED;
			case 503 -> UNAVAILABLE;
			// The container answers an unknown version of HTTP with 505.
			case 505 -> INVALID_REQUEST;
			default -> (status >= 500) ? INTERNAL_ERROR : INVALID_REQUEST;
		};
	}

}
