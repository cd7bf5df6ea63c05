package org.partnergateway.partnercenter.failure;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.http.RetryAfter;
import org.partnergateway.outbound.OutboundException;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.InterruptedReplyException;
import org.partnergateway.partnercenter.exchange.MalformedReportException;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.Failure.Repeat;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.token.request.TokenException;

import org.springframework.core.io.buffer.DataBufferLimitException;

/**
 * Turns everything that can go wrong in a call into a {@link PartnerCenterException}.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/developer/error-codes">Partner
 * Center REST error codes</a>
 */
public final class PartnerCenterErrors {

	private static final Set<String> ROLE_REFUSED = Set.of("900150", "2032", "900308");

	private static final Set<String> NO_RELATIONSHIP = Set.of("20002", "1002");

	private static final Set<String> NO_FIGURES = Set.of("3000");

	private static final Set<String> NO_SUCH_CUSTOMER = Set.of("1000", "60003");

	private final InstantSource clock;

	private final CredentialRefusals refusals;

	/**
	 * Creates the table.
	 * @param appOnly whether the gateway's tokens are for the application alone, without
	 * a user
	 */
	public PartnerCenterErrors(InstantSource clock, boolean appOnly) {
		this.clock = clock;
		this.refusals = new CredentialRefusals(appOnly);
	}

	/**
	 * Translates a reply with a status other than 200.
	 */
	public PartnerCenterException told(Call call, Reply reply) {
		int status = reply.status();
		return switch (status) {
			case 401 -> new PartnerCenterException.Credentials(
					Failure.told(this.refusals.message(reply), Repeat.NEVER, reply), FailureScope.QUESTION);
			case 400, 403, 404, 422 -> refused(call, reply);
			case 408 -> new PartnerCenterException.Unavailable(
					unhealthy("Partner Center gave up waiting for the request.", Repeat.AS_SAME, reply));
			case 429 -> throttled(reply);
			case 500, 502, 503, 504 -> new PartnerCenterException.Unavailable(
					unhealthy("Partner Center failed with status %d.".formatted(status), Repeat.AS_NEW, reply));
			default -> (status >= 400 && status < 500) ? unusual(call, reply) : odd(reply);
		};
	}

	/**
	 * Translates a body that is not a report.
	 */
	public PartnerCenterException malformed(Reply reply, MalformedReportException reason) {
		String message = "Partner Center's answer is no report: %s.".formatted(reason.getMessage());
		return new PartnerCenterException.Malformed(
				new Failure(message, ErrorBody.NONE, ResponseIdentity.read(reply.headers()), null, Repeat.NEVER, null),
				FailureScope.QUESTION_AS_ASKED);
	}

	/**
	 * Translates a missing or incomplete reply.
	 */
	public PartnerCenterException met(Throwable failure) {
		return switch (failure) {
			case PartnerCenterException known -> known;
			case TokenException token -> token(token);
			case InterruptedReplyException interrupted -> interrupted(interrupted);
			default -> unconnected(failure);
		};
	}

	/**
	 * Translates another 4xx status. Missing figures are reported with several statuses.
	 */
	private static PartnerCenterException unusual(Call call, Reply reply) {
		boolean noFigures = call.query().namesCustomer() && ErrorBody.read(reply.body()).isOneOf(NO_FIGURES);
		return noFigures ? withoutFigures(reply) : rejected(reply);
	}

	/**
	 * Translates a refusal. It concerns the question only if the reply has a code of
	 * Partner Center: a server in front of it sends none, and knows nothing about a
	 * customer.
	 */
	private PartnerCenterException refused(Call call, Reply reply) {
		ErrorBody said = ErrorBody.read(reply.body());
		boolean forbidden = reply.status() == 403;
		if (call.query().namesCustomer()) {
			if (said.isOneOf(NO_FIGURES)) {
				return withoutFigures(reply);
			}
			if (forbidden && said.isOneOf(NO_RELATIONSHIP)) {
				return new PartnerCenterException.CustomerForbidden(Failure.told(
						"The partner has no relationship with this customer, so its licenses are closed to it.",
						Repeat.NEVER, reply));
			}
		}
		if (forbidden) {
			return forbidden(call, said, reply);
		}
		if (said.code() == null) {
			return rejected(reply);
		}
		return (reply.status() == 404) ? notFound(call.report(), said, reply) : rejected(call, reply);
	}

	private static PartnerCenterException withoutFigures(Reply reply) {
		return new PartnerCenterException.CustomerForbidden(Failure.told(
				"Partner Center has no figures of this customer for the partner: there is no usage data, or no relationship with it.",
				Repeat.NEVER, reply));
	}

	/**
	 * Translates a 403. An unknown code may concern what the caller chose, and so keeps
	 * back no other questions.
	 */
	private PartnerCenterException forbidden(Call call, ErrorBody said, Reply reply) {
		FailureScope scope = (call.isChosen() && !said.isOneOf(ROLE_REFUSED)) ? FailureScope.QUESTION
				: FailureScope.REPORT;
		return new PartnerCenterException.Credentials(Failure.told(this.refusals.message(reply), Repeat.NEVER, reply),
				(this.refusals.ofToken(reply) != null) ? FailureScope.EVERYTHING : scope);
	}

	/**
	 * Translates a 429. The call is repeated only if Partner Center gave a time, since
	 * every call counts against the limit.
	 */
	private PartnerCenterException throttled(Reply reply) {
		Duration retryAfter = RetryAfter.read(reply.headers(), this.clock.instant());
		return new PartnerCenterException.Throttled(Failure
			.told("Partner Center asks the gateway for fewer requests.",
					(retryAfter != null) ? Repeat.AS_NEW : Repeat.NEVER, reply)
			.retryAfter(retryAfter));
	}

	private static PartnerCenterException notFound(LicenseReport report, ErrorBody said, Reply reply) {
		return report.isOfCustomer() ? new PartnerCenterException.NotFound(
				Failure.told("Partner Center knows no such customer.", Repeat.NEVER, reply),
				said.isOneOf(NO_SUCH_CUSTOMER)) : rejected(reply);
	}

	private static PartnerCenterException rejected(Call call, Reply reply) {
		return call.isChosen() ? new PartnerCenterException.QuestionRejected(Failure.told(
				"Partner Center rejected what was asked for: see the code that it gave, and the request's customer, parameters and X-Locale.",
				Repeat.NEVER, reply)) : rejected(reply);
	}

	private static PartnerCenterException rejected(Reply reply) {
		return new PartnerCenterException.Rejected(Failure.told(
				"Partner Center rejected the request with status %d.".formatted(reply.status()), Repeat.NEVER, reply));
	}

	private static PartnerCenterException odd(Reply reply) {
		return (reply.status() >= 500)
				? new PartnerCenterException.Unavailable(Failure
					.told("Partner Center failed with status %d.".formatted(reply.status()), Repeat.NEVER, reply))
				: new PartnerCenterException.Malformed(Failure.told(
						"Partner Center's answer is no report: it has status %d.".formatted(reply.status()),
						Repeat.NEVER, reply), FailureScope.QUESTION_AS_ASKED);
	}

	private Failure unhealthy(String message, Repeat repeat, Reply reply) {
		return Failure.told(message, repeat, reply).retryAfter(RetryAfter.read(reply.headers(), this.clock.instant()));
	}

	private static PartnerCenterException interrupted(InterruptedReplyException interrupted) {
		Throwable cause = interrupted.getCause();
		ResponseIdentity identity = interrupted.identity();
		if (cause instanceof DataBufferLimitException) {
			return new PartnerCenterException.Malformed(new Failure("Partner Center's answer is larger than 10 MB.",
					ErrorBody.NONE, identity, null, Repeat.NEVER, cause), FailureScope.QUESTION_AS_ASKED);
		}
		if (isTimeout(cause)) {
			return slow(cause);
		}
		// The connection ended early (an IOException), or the content coding is broken.
		boolean lost = cause instanceof IOException;
		return new PartnerCenterException.Malformed(
				new Failure("Partner Center's answer was cut short.", ErrorBody.NONE, identity, null,
						lost ? Repeat.AS_SAME : Repeat.NEVER, cause),
				lost ? FailureScope.QUESTION : FailureScope.QUESTION_AS_ASKED);
	}

	private static PartnerCenterException unconnected(Throwable failure) {
		OutboundException obstacle = OutboundException.in(failure);
		if (obstacle != null) {
			return new PartnerCenterException.Unavailable(Failure.met(obstacle.about("Partner Center"),
					obstacle.isTransient() ? Repeat.AS_SAME : Repeat.NEVER, failure));
		}
		if (isTimeout(failure)) {
			return slow(failure);
		}
		return new PartnerCenterException.Unavailable(
				Failure.met("Partner Center cannot be reached.", Repeat.AS_SAME, failure));
	}

	private static PartnerCenterException slow(@Nullable Throwable cause) {
		return new PartnerCenterException.TimedOut(
				Failure.met("Partner Center did not answer in time.", Repeat.AS_SAME, cause));
	}

	private static boolean isTimeout(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause != null) {
			if (cause instanceof ReadTimeoutException || cause instanceof TimeoutException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Translates a missing token. The message of a token failure may name hosts and
	 * paths, which only the log may show. A repetition before its time gets the same
	 * failure.
	 */
	private static PartnerCenterException token(TokenException failure) {
		return switch (failure.kind()) {
			case REFUSED, REFUSED_BY_PARTNER_CENTER, UNCONSENTED -> new PartnerCenterException.Credentials(
					withoutToken(String.valueOf(failure.getMessage()), Repeat.NEVER, failure), FailureScope.QUESTION);
			case LOCAL -> new PartnerCenterException.Credentials(
					withoutToken("A file with the gateway's credentials cannot be used. " + remedy(failure),
							Repeat.NEVER, failure),
					FailureScope.QUESTION);
			case THROTTLED, UNAVAILABLE -> new PartnerCenterException.Unavailable(withoutToken(
					("The token endpoint is unavailable. " + remedy(failure)).strip(), onTheWay(failure), failure));
			case MALFORMED -> new PartnerCenterException.Malformed(
					withoutToken("The token endpoint's answer is malformed. " + remedy(failure), Repeat.NEVER, failure),
					FailureScope.QUESTION);
			case TIMED_OUT -> new PartnerCenterException.TimedOut(
					withoutToken("The token endpoint did not answer in time.", Repeat.AS_NEW, failure));
		};
	}

	/**
	 * Whether to request a token again. Not if an operator has to act first: a proxy
	 * counts wrong passwords, and locks accounts.
	 */
	private static Repeat onTheWay(TokenException failure) {
		OutboundException obstacle = OutboundException.in(failure);
		return (obstacle == null || obstacle.isTransient()) ? Repeat.AS_NEW : Repeat.NEVER;
	}

	private static Failure withoutToken(String message, Repeat repeat, TokenException failure) {
		return Failure.met(message, repeat, failure).retryAfter(failure.retryAfter());
	}

	private static String remedy(TokenException failure) {
		String remedy = failure.remedy();
		return (remedy != null) ? remedy : "";
	}

}
