package org.partnergateway.partnercenter;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.TokenException;

/**
 * Why Partner Center did not give a report. The message is written for callers: it says
 * what happened and, where somebody can do something, what; it holds nothing that Partner
 * Center sent.
 */
public abstract sealed class PartnerCenterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final String NO_ANSWER = "Partner Center gave no answer within the deadline.";

	private final transient Failure failure;

	private PartnerCenterException(Failure failure) {
		this(failure, true);
	}

	private PartnerCenterException(Failure failure, boolean traced) {
		super(failure.message(), failure.cause(), traced, traced);
		this.failure = failure;
	}

	/**
	 * A call that somebody else gave up.
	 * @param cause how it was given up
	 * @return a failure that says so
	 */
	public static PartnerCenterException timedOut(Throwable cause) {
		return new TimedOut(Failure.met(NO_ANSWER, Failure.Repeat.NEVER, cause));
	}

	/**
	 * A call that is not made, because it has failed for another replica of the gateway.
	 * @param delay when Partner Center will be asked again
	 * @return a failure that says so
	 */
	public static PartnerCenterException leftAloneElsewhere(Duration delay) {
		return new Unavailable(Failure
			.met("Partner Center is being left alone for a while after it failed another replica of the gateway.",
					Failure.Repeat.NEVER, null)
			.retryAfter(delay));
	}

	/**
	 * A caller who cannot wait for Partner Center, because too many do.
	 * @return a failure that says so
	 */
	public static PartnerCenterException tooManyWait() {
		return new Unavailable(
				Failure.met("Too many callers wait for Partner Center already.", Failure.Repeat.NEVER, null)
					.retryAfter(Duration.ofSeconds(1)));
	}

	Failure failure() {
		return this.failure;
	}

	/**
	 * Partner Center's own error code.
	 * @return the code, or {@code null} if it gave none
	 */
	public @Nullable String code() {
		return this.failure.body().code();
	}

	/**
	 * Partner Center's own description of the error.
	 * @return the description, or {@code null} if it gave none
	 */
	public @Nullable String description() {
		return this.failure.body().description();
	}

	/**
	 * When to ask again.
	 * @return the time from now, or {@code null} if that is not known
	 */
	public @Nullable Duration retryAfter() {
		return this.failure.retryAfter();
	}

	/**
	 * Whether it may heal when the gateway's credentials change.
	 * @return whether they were not accepted, or there was no token to call with
	 */
	public boolean dependsOnCredentials() {
		return this instanceof Credentials || getCause() instanceof TokenException;
	}

	/**
	 * This failure, as told to a caller for whom Partner Center was asked.
	 * @param delay when Partner Center will be asked again
	 * @return a failure of the same kind
	 */
	public PartnerCenterException told(Duration delay) {
		return this;
	}

	/**
	 * This failure, as told to a caller for whom Partner Center was not asked, because it
	 * is being left alone.
	 * @param delay when Partner Center will be asked again
	 * @return a failure that says so
	 */
	public PartnerCenterException leftAlone(Duration delay) {
		return new Unavailable(this.failure.because("Partner Center is being left alone for a while after a failure:")
			.retryAfter(delay));
	}

	/**
	 * The customer does not exist. An answer rather than a failure: it has no stack
	 * trace, since nothing went wrong and many may be kept.
	 */
	public static final class NotFound extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		NotFound(Failure failure) {
			super(failure, false);
		}

	}

	/** Partner Center does not want this request, and will not want it again. */
	public static final class Rejected extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Rejected(Failure failure) {
			super(failure);
		}

	}

	/** The gateway's credentials are not accepted; an operator must act. */
	public static final class Credentials extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Credentials(Failure failure) {
			super(failure);
		}

	}

	/** What came back is no report. */
	public static final class Malformed extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Malformed(Failure failure) {
			super(failure);
		}

	}

	/** Too many requests. */
	public static final class Throttled extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Throttled(Failure failure) {
			super(failure);
		}

		@Override
		public PartnerCenterException told(Duration delay) {
			return new Throttled(failure().retryAfter(delay));
		}

		@Override
		public PartnerCenterException leftAlone(Duration delay) {
			return told(delay);
		}

	}

	/** No connection, or a failure of the service. */
	public static final class Unavailable extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Unavailable(Failure failure) {
			super(failure);
		}

		@Override
		public PartnerCenterException told(Duration delay) {
			return new Unavailable(failure().retryAfter(delay));
		}

		@Override
		public PartnerCenterException leftAlone(Duration delay) {
			return told(delay);
		}

	}

	/** No answer in time. */
	public static final class TimedOut extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		TimedOut(Failure failure) {
			super(failure);
		}

	}

}
