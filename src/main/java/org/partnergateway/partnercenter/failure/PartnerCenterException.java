package org.partnergateway.partnercenter.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.TokenException;

/**
 * A failed call to Partner Center. The message is for callers: it says what happened and,
 * if anything can be done, what. It contains nothing that Partner Center sent.
 */
public abstract sealed class PartnerCenterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final String NO_ANSWER = "Partner Center gave no answer within the deadline.";

	private final transient Failure failure;

	private final FailureScope scope;

	private PartnerCenterException(Failure failure, FailureScope scope) {
		this(failure, scope, true);
	}

	private PartnerCenterException(Failure failure, FailureScope scope, boolean traced) {
		super(failure.message(), failure.cause(), traced, traced);
		this.failure = failure;
		this.scope = scope;
	}

	/**
	 * A call that was given up from outside.
	 * @param cause the timeout or cancellation
	 * @return a failure that says so
	 */
	public static PartnerCenterException timedOut(Throwable cause) {
		return new TimedOut(Failure.met(NO_ANSWER, Failure.Repeat.NEVER, cause));
	}

	/**
	 * A call that is not made because it has failed for another replica of the gateway.
	 * @param delay when Partner Center will be asked again
	 * @return a failure that says so
	 */
	public static PartnerCenterException leftAloneElsewhere(Duration delay) {
		return new Unavailable(Failure
			.met("Partner Center is being left alone for a while after it failed another replica of the gateway.",
					Failure.Repeat.NEVER, null)
			.retryAfter(delay), FailureScope.QUESTION_AS_ASKED);
	}

	/**
	 * A caller that cannot wait, because too many callers do.
	 * @return a failure that says so
	 */
	public static PartnerCenterException tooManyWait() {
		return new Unavailable(
				Failure.met("Too many callers wait for Partner Center already.", Failure.Repeat.NEVER, null)
					.retryAfter(Duration.ofSeconds(1)));
	}

	/**
	 * An attempt that is not made because Partner Center has asked for fewer requests.
	 */
	public static PartnerCenterException throttled(Duration left, Failure.Repeat repeat) {
		return new Throttled(
				Failure.met("Partner Center asks the gateway for fewer requests.", repeat, null).retryAfter(left));
	}

	public Failure failure() {
		return this.failure;
	}

	/** What must not be asked again for a while. */
	public FailureScope scope() {
		return this.scope;
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
	 * The time after which to ask again.
	 * @return the time from now, or {@code null} if it is not known
	 */
	public @Nullable Duration retryAfter() {
		return this.failure.retryAfter();
	}

	/**
	 * Whether the call may succeed when the gateway's credentials change.
	 * @return whether they were refused, or there was no token
	 */
	public boolean dependsOnCredentials() {
		return this instanceof Credentials || getCause() instanceof TokenException;
	}

	/**
	 * Whether Partner Center was not asked because no user has consented yet.
	 * @return whether consent is missing
	 */
	public boolean isUnconsented() {
		return getCause() instanceof TokenException token && token.kind() == TokenException.Kind.UNCONSENTED;
	}

	/**
	 * This failure for a caller for whom Partner Center was asked.
	 * @param delay when Partner Center will be asked again
	 * @return a failure of the same kind
	 */
	public PartnerCenterException told(Duration delay) {
		return this;
	}

	/**
	 * This failure for a caller for whom Partner Center was not asked.
	 * @param delay when Partner Center will be asked again
	 * @return a failure that says so
	 */
	public PartnerCenterException leftAlone(Duration delay) {
		return isUnconsented() ? this
				: new Unavailable(
						this.failure.because("Partner Center is being left alone for a while after a failure:")
							.retryAfter(delay));
	}

	/**
	 * An answer of Partner Center that rejects the question, rather than a failure. It
	 * has no stack trace, since it is no error and many may be kept.
	 */
	public abstract static sealed class Answer extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		private Answer(Failure failure) {
			super(failure, FailureScope.QUESTION_AS_ASKED, false);
		}

		/**
		 * Whether it makes the stored report unusable.
		 * @return whether the stored report is removed
		 */
		public boolean displaces() {
			return false;
		}

	}

	/** Partner Center does not know the customer. */
	public static final class NotFound extends Answer {

		private static final long serialVersionUID = 1L;

		private final boolean certain;

		/**
		 * Creates an answer.
		 * @param certain whether its code has this meaning and no other
		 */
		NotFound(Failure failure, boolean certain) {
			super(failure);
			this.certain = certain;
		}

		@Override
		public boolean displaces() {
			return this.certain;
		}

	}

	/**
	 * The partner has no relationship with the customer, or there are no figures for it.
	 */
	public static final class CustomerForbidden extends Answer {

		private static final long serialVersionUID = 1L;

		CustomerForbidden(Failure failure) {
			super(failure);
		}

	}

	/** Partner Center rejects a part of the question that the caller chose. */
	public static final class QuestionRejected extends Answer {

		private static final long serialVersionUID = 1L;

		QuestionRejected(Failure failure) {
			super(failure);
		}

	}

	/** Partner Center, or a server in front of it, rejects the request. */
	public static final class Rejected extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		public Rejected(Failure failure) {
			super(failure, FailureScope.QUESTION_AS_ASKED);
		}

	}

	/** The gateway's credentials are refused; an operator must act. */
	public static final class Credentials extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		public Credentials(Failure failure, FailureScope scope) {
			super(failure, scope);
		}

	}

	/** The reply is not a report. */
	public static final class Malformed extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Malformed(Failure failure, FailureScope scope) {
			super(failure, scope);
		}

	}

	/** Partner Center asks for fewer requests. */
	public static final class Throttled extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		Throttled(Failure failure) {
			super(failure, FailureScope.EVERYTHING);
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

	/** There was no connection, or the service failed. */
	public static final class Unavailable extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		public Unavailable(Failure failure) {
			this(failure, FailureScope.QUESTION);
		}

		private Unavailable(Failure failure, FailureScope scope) {
			super(failure, scope);
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

	/** There was no answer in time. */
	public static final class TimedOut extends PartnerCenterException {

		private static final long serialVersionUID = 1L;

		TimedOut(Failure failure) {
			super(failure, FailureScope.QUESTION);
		}

	}

}
