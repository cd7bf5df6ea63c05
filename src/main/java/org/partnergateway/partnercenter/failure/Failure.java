package org.partnergateway.partnercenter.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Reply;

/**
 * The data of every {@link PartnerCenterException}.
 *
 * @param message what happened and what to do, for callers
 * @param body the error body of Partner Center's reply
 * @param identity the identity of the reply
 * @param retryAfter the time after which to ask again, or {@code null} if it is not known
 * @param repeat whether the attempt may be repeated at once
 * @param cause the exception that caused it, for the log; {@code null} if there is none
 */
public record Failure(String message, ErrorBody body, ResponseIdentity identity, @Nullable Duration retryAfter,
		Repeat repeat, @Nullable Throwable cause) {

	public static Failure met(String message, Repeat repeat, @Nullable Throwable cause) {
		return new Failure(message, ErrorBody.NONE, ResponseIdentity.NONE, null, repeat, cause);
	}

	static Failure told(String message, Repeat repeat, Reply reply) {
		return new Failure(message, ErrorBody.read(reply.body()), ResponseIdentity.read(reply.headers()), null, repeat,
				null);
	}

	public Failure retryAfter(@Nullable Duration delay) {
		return new Failure(this.message, this.body, this.identity, delay, this.repeat, this.cause);
	}

	Failure because(String reason) {
		return new Failure(reason + " " + this.message, this.body, this.identity, this.retryAfter, this.repeat,
				this.cause);
	}

	/**
	 * Whether and how the same call may be attempted again.
	 */
	public enum Repeat {

		/** It must not be repeated. */
		NEVER,

		/**
		 * It may be repeated. Partner Center has answered, so the next attempt is a new
		 * request with a new MS-RequestId.
		 */
		AS_NEW,

		/**
		 * It may be repeated. Partner Center may still be processing it, so the next
		 * attempt has the same MS-RequestId, which is an idempotency key.
		 */
		AS_SAME

	}

}
