package org.partnergateway.sandbox.exchange;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What goes wrong with requests. Immutable: the {@code with} methods return another one.
 *
 * @param kind Kind of fault.
 * @param rate Share of the requests that meet the fault, from 0 to 1, drawn by lot.
 * @param latency Time before anything is sent, whether or not the request meets the
 * fault.
 * @param status Status of a server-error, from 400 to 599.
 * @param retryAfter Time that a throttled answer asks for, sent in whole seconds.
 */
public record SandboxFaults(@DefaultValue("none") Kind kind, @DefaultValue("1") double rate,
		@DefaultValue("0s") Duration latency, @DefaultValue("503") int status,
		@DefaultValue("5s") Duration retryAfter) {

	// So that a default stands once, where it is bound.
	private static final SandboxFaults NONE = new Binder().bindOrCreate("sandbox.faults", SandboxFaults.class);

	public SandboxFaults {
		Assert.isTrue(rate >= 0 && rate <= 1, "rate must be from 0 to 1");
		Assert.isTrue(status >= 400 && status <= 599, "status must be from 400 to 599");
		Assert.isTrue(!latency.isNegative(), "latency must not be negative");
		Assert.isTrue(!retryAfter.isNegative(), "retry-after must not be negative");
	}

	/**
	 * Nothing goes wrong.
	 * @return no faults, with the default of everything else
	 */
	public static SandboxFaults none() {
		return NONE;
	}

	/**
	 * One kind of fault that every request meets.
	 * @param kind the kind
	 * @return the faults, with the default of everything else
	 */
	public static SandboxFaults of(Kind kind) {
		return NONE.withKind(kind);
	}

	SandboxFaults withKind(Kind kind) {
		return new SandboxFaults(kind, this.rate, this.latency, this.status, this.retryAfter);
	}

	/**
	 * The same for a share of the requests.
	 * @param rate the share, from 0 to 1
	 * @return other faults
	 */
	public SandboxFaults withRate(double rate) {
		return new SandboxFaults(this.kind, rate, this.latency, this.status, this.retryAfter);
	}

	/**
	 * The same, later.
	 * @param latency the time before anything is sent
	 * @return other faults
	 */
	public SandboxFaults withLatency(Duration latency) {
		return new SandboxFaults(this.kind, this.rate, latency, this.status, this.retryAfter);
	}

	/**
	 * The same with another status of {@link Kind#SERVER_ERROR}.
	 * @param status the status, from 400 to 599
	 * @return other faults
	 */
	public SandboxFaults withStatus(int status) {
		return new SandboxFaults(this.kind, this.rate, this.latency, status, this.retryAfter);
	}

	/**
	 * The same with another {@code Retry-After} of {@link Kind#THROTTLED}.
	 * @param retryAfter the time, sent in whole seconds
	 * @return other faults
	 */
	public SandboxFaults withRetryAfter(Duration retryAfter) {
		return new SandboxFaults(this.kind, this.rate, this.latency, this.status, retryAfter);
	}

	/**
	 * Kinds of faults: what a report answers and, where that differs, what the token
	 * endpoint answers.
	 */
	public enum Kind {

		/**
		 * None.
		 */
		NONE,

		/**
		 * 401, code 800001; for a token, 401 {@code invalid_client}.
		 */
		UNAUTHORIZED,

		/**
		 * {@link #UNAUTHORIZED} for one request, whose access token is revoked; from then
		 * on {@link #NONE}.
		 */
		UNAUTHORIZED_ONCE,

		/**
		 * 403, code 900329: no app-only tokens here; for a token, 400
		 * {@code unauthorized_client}.
		 */
		APP_ONLY,

		/**
		 * 401, code 900421: the user did not pass MFA; for a token, 400
		 * {@code invalid_grant}, which only a new consent heals.
		 */
		MFA_REQUIRED,

		/**
		 * 429 with {@code Retry-After}.
		 */
		THROTTLED,

		/**
		 * The configured status, code 800003; for a token,
		 * {@code temporarily_unavailable}.
		 */
		SERVER_ERROR,

		/**
		 * The head and half of the body, then the end of the connection.
		 */
		CUT_SHORT,

		/**
		 * A reset connection and not a byte.
		 */
		RESET,

		/**
		 * An open connection and never a byte.
		 */
		HANG,

		/**
		 * 200 and a page of HTML.
		 */
		MALFORMED,

		/**
		 * One of the above, {@link #NONE} excepted, drawn by lot for each request. No two
		 * runs are alike: there is no seed.
		 */
		RANDOM

	}

}
