package org.partnergateway.partnercenter.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Reply;

/**
 * What every {@link PartnerCenterException} is made of.
 *
 * @param message what happened and what to do, for callers
 * @param body what Partner Center said of it
 * @param identity of the response that told so
 * @param retryAfter when to ask again, or {@code null} if that is not known
 * @param repeat whether the attempt may be repeated at once
 * @param cause what was met, for the log
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

		/** It would end in the same way. */
		NEVER,

		/**
		 * It may heal. Partner Center has answered, so the next attempt is a new request.
		 */
		AS_NEW,

		/**
		 * It may heal. Partner Center may be at work on it yet, so the next attempt
		 * repeats its MS-RequestId, which is an idempotency key.
		 */
		AS_SAME

	}

}
