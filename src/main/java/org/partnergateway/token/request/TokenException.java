package org.partnergateway.token.request;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.OutboundException;

/**
 * There is no access token. The message says why and what to do about it, for the log: it
 * may name hosts and files, but contains no token, no secret, and nothing that the token
 * endpoint said beyond its codes. {@link #remedy()} names properties only, and is fit for
 * a caller.
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
	 * The token endpoint refused.
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
	 * What the token endpoint said, for a message.
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
	 * Whom the token was for did not accept it, and another one will not do either.
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
	 * Something on the way to the token endpoint.
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
	 * The token endpoint did not answer like one.
	 * @param what what it answered with, as the end of a sentence
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
	 * The same failure, with another time to wait.
	 * @param left when a token will be asked for again
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
	 * When a token will be asked for again: until then whoever asks gets this failure.
	 * @return the time from when the failure was told, or {@code null} if that is not
	 * known
	 */
	public @Nullable Duration retryAfter() {
		return this.details.retryAfter();
	}

	/**
	 * What an operator must do, or that there is nothing to do but wait. Also part of the
	 * message.
	 * @return a sentence, or {@code null} if it may heal by itself
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
		 * What answered is no token endpoint, or a broken one.
		 */
		MALFORMED,

		/**
		 * A file of the gateway cannot be read, or not be written. The token endpoint may
		 * not have been asked.
		 */
		LOCAL;

		/**
		 * Whether it may heal without an operator.
		 * @return whether trying again soon makes sense
		 */
		public boolean isTransient() {
			return this == THROTTLED || this == UNAVAILABLE || this == TIMED_OUT;
		}

	}

	/**
	 * What is known besides, as far as it is.
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
