package org.partnergateway.token.request;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.OutboundException;

/**
 * There is no access token. The message is for the log and says why and what to do: it
 * may name hosts and files, but contains no token, no secret, and of the token endpoint's
 * answer only its codes. {@link #remedy()} names properties only, and is fit for a
 * caller.
 */
public final class TokenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final Details details;

	private TokenException(Kind kind, String message, Details details, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
		this.details = details;
	}

	/**
	 * The token endpoint refused the request.
	 * @param status the HTTP status
	 * @param error the OAuth error code, or {@code null} if it gave none
	 * @param detailCode the AADSTS code, or {@code null} if it gave none
	 */
	public static TokenException refused(int status, @Nullable String error, @Nullable String detailCode) {
		String remedy = Remedies.of(error, detailCode);
		return new TokenException(Kind.REFUSED,
				"The token endpoint refused (%s). %s".formatted(codes(status, error, detailCode), remedy),
				new Details(error, detailCode, null, remedy), null);
	}

	/**
	 * The codes of the token endpoint's answer, for a message.
	 */
	static String codes(int status, @Nullable String error, @Nullable String detailCode) {
		StringBuilder codes = new StringBuilder("HTTP ").append(status);
		if (error != null) {
			codes.append(", ").append(error);
		}
		if (detailCode != null) {
			codes.append(", ").append(detailCode);
		}
		return codes.toString();
	}

	/**
	 * Partner Center refused the token, and would refuse another one of the same
	 * credentials.
	 * @param message what was refused and why, as a sentence; fit for a caller
	 * @param remedy what to do, as a sentence
	 */
	public static TokenException rejected(String message, String remedy) {
		return new TokenException(Kind.REFUSED_BY_PARTNER_CENTER, message + " " + remedy, Details.of(remedy), null);
	}

	public static TokenException throttled(String codes, Duration retryAfter, String remedy) {
		return new TokenException(Kind.THROTTLED, "The token endpoint is throttling (%s). %s".formatted(codes, remedy),
				Details.of(retryAfter, remedy), null);
	}

	public static TokenException unavailable(String codes, @Nullable Duration retryAfter, String remedy) {
		return new TokenException(Kind.UNAVAILABLE,
				"The token endpoint is unavailable (%s). %s".formatted(codes, remedy), Details.of(retryAfter, remedy),
				null);
	}

	public static TokenException throttled(int status, @Nullable Duration retryAfter) {
		return new TokenException(Kind.THROTTLED, "The token endpoint is throttling (HTTP %d).".formatted(status),
				Details.of(retryAfter, null), null);
	}

	public static TokenException unavailable(int status, @Nullable Duration retryAfter) {
		return new TokenException(Kind.UNAVAILABLE, "The token endpoint is unavailable (HTTP %d).".formatted(status),
				Details.of(retryAfter, null), null);
	}

	public static TokenException unavailable(Throwable cause) {
		return new TokenException(Kind.UNAVAILABLE, "The token endpoint cannot be reached (%s).".formatted(cause),
				Details.of(null), cause);
	}

	/**
	 * An obstacle on the way to the token endpoint, such as a proxy.
	 */
	public static TokenException unavailable(OutboundException obstacle) {
		return new TokenException(Kind.UNAVAILABLE, String.valueOf(obstacle.getMessage()),
				Details.of(obstacle.about("The token endpoint")), obstacle);
	}

	public static TokenException timedOut(Throwable cause) {
		return new TokenException(Kind.TIMED_OUT, "The token endpoint did not answer in time.", Details.of(null),
				cause);
	}

	/**
	 * The answer is not one of a token endpoint.
	 * @param what what the answer was, as the end of a sentence
	 */
	public static TokenException malformed(String what) {
		return new TokenException(Kind.MALFORMED,
				"The token endpoint answered with %s. %s".formatted(what, Remedies.NOT_A_TOKEN_ENDPOINT),
				Details.of(Remedies.NOT_A_TOKEN_ENDPOINT), null);
	}

	public static TokenException local(String message, String remedy) {
		return new TokenException(Kind.LOCAL, message, Details.of(remedy), null);
	}

	/**
	 * There is no refresh token, since no user has consented.
	 * @param remedy where to consent, as a sentence
	 */
	public static TokenException unconsented(String remedy) {
		return new TokenException(Kind.UNCONSENTED,
				"Consent is missing: no user has allowed the gateway to read the reports yet. " + remedy,
				Details.of(remedy), null);
	}

	/**
	 * The same failure, with another time to wait.
	 * @param left the time until a token is requested again
	 */
	public TokenException retryAfter(Duration left) {
		return new TokenException(this.kind, String.valueOf(getMessage()), this.details.retryAfter(left), getCause());
	}

	/**
	 * What kind of failure it is.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * The OAuth error code, such as {@code invalid_grant} (RFC 6749, section 5.2).
	 * @return the code, or {@code null} if the token endpoint gave none
	 */
	public @Nullable String error() {
		return this.details.error();
	}

	/**
	 * Microsoft Entra's own error code, such as {@code AADSTS700082}.
	 * @return the code, or {@code null} if the token endpoint gave none
	 */
	public @Nullable String detailCode() {
		return this.details.detailCode();
	}

	/**
	 * The time until a token is requested again: until then all callers get this failure.
	 * @return the time from when the failure was given to the caller, or {@code null} if
	 * it is not known
	 */
	public @Nullable Duration retryAfter() {
		return this.details.retryAfter();
	}

	/**
	 * What an operator must do, which may be to wait. Also part of the message.
	 * @return a sentence, or {@code null} if it may pass without an operator
	 */
	public @Nullable String remedy() {
		return this.details.remedy();
	}

	/**
	 * Kinds of failure.
	 */
	public enum Kind {

		/**
		 * The token endpoint did not accept the credentials, the consent or the request.
		 */
		REFUSED,

		/**
		 * The token endpoint issued a token that Partner Center refuses.
		 */
		REFUSED_BY_PARTNER_CENTER,

		/**
		 * The token endpoint asks for fewer requests.
		 */
		THROTTLED,

		/**
		 * The token endpoint failed, or could not be reached.
		 */
		UNAVAILABLE,

		/**
		 * The token endpoint did not answer in time.
		 */
		TIMED_OUT,

		/**
		 * The answer is not one of a working token endpoint.
		 */
		MALFORMED,

		/**
		 * A file of the gateway cannot be used. The token endpoint may not have been
		 * asked.
		 */
		LOCAL,
		/**
		 * There is no refresh token, so the token endpoint was not asked.
		 */
		UNCONSENTED;

		/**
		 * Whether it may pass without an operator.
		 * @return whether trying again soon makes sense
		 */
		public boolean isTransient() {
			return this == THROTTLED || this == UNAVAILABLE || this == TIMED_OUT;
		}

	}

	/**
	 * Further details; each is {@code null} if it is not known.
	 */
	private record Details(@Nullable String error, @Nullable String detailCode, @Nullable Duration retryAfter,
			@Nullable String remedy) {

		static Details of(@Nullable String remedy) {
			return new Details(null, null, null, remedy);
		}

		static Details of(@Nullable Duration retryAfter, @Nullable String remedy) {
			return new Details(null, null, retryAfter, remedy);
		}

		Details retryAfter(Duration left) {
			return new Details(this.error, this.detailCode, left, this.remedy);
		}

	}

}
