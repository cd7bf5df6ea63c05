package org.partnergateway.callers.refusal;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.callers.addresses.RemoteAddress;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.limits.Permit;
import org.partnergateway.callers.limits.RateLimits;
import org.partnergateway.callers.tokens.IssuerKeys;
import org.partnergateway.problem.Problem;
import org.partnergateway.problem.ProblemType;
import org.partnergateway.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/**
 * Refuses callers with a problem that says what to do, and with an audit line that says
 * why. No caller is told what is wrong with a credential.
 */
public final class Refusals {

	private static final Duration OUTAGE = IssuerKeys.PAUSE;

	private static final String CHALLENGE = "Bearer realm=\"partner-license-gateway\"";

	private final Problems problems;

	private final CallerAuthentication accepted;

	private final String requiredScope;

	private final RateLimits failedAttempts;

	public Refusals(Problems problems, CallerAuthentication accepted, String requiredScope, RateLimits failedAttempts) {
		this.problems = problems;
		this.accepted = accepted;
		this.requiredScope = requiredScope;
		this.failedAttempts = failedAttempts;
	}

	/**
	 * Refuses a caller without a valid credential (RFC 6750, section 3). Each address has
	 * a limited number of such attempts; past that it is told to wait. Requests from
	 * there with a valid credential are still answered.
	 */
	public void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
			throws IOException {
		if (cause instanceof AuthenticationServiceException) {
			// Not the fault of the caller, and already logged where the keys could not be
			// loaded.
			write(request, response, new Problem(ProblemType.IDENTITY_PROVIDER_UNAVAILABLE,
					"The access token cannot be checked, since the keys of its issuer cannot be had. Try again later.",
					null, null, OUTAGE));
			return;
		}
		String site = RemoteAddress.site(request);
		Permit attempt = this.failedAttempts.take(site);
		if (!attempt.granted()) {
			attempt.writeTo(response);
			tooMany(request, response, site, attempt, "More requests without a valid credential came from this address"
					+ " than the header RateLimit-Policy allows. " + remedy()
					+ " That is answered at any time; without it, try again after the time in the header Retry-After.");
			return;
		}
		String reason = RefusalReason.of(cause);
		Audit.refused(request, "-", reason);
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
				reason.equals(RefusalReason.NO_CREDENTIAL) ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"");
		write(request, response, Problem.of(ProblemType.UNAUTHENTICATED, remedy()));
	}

	/**
	 * Refuses a caller who is authenticated, but may not read (RFC 6750, section 3.1).
	 */
	public void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
			throws IOException {
		Audit.refused(request, String.valueOf(request.getRemoteUser()), "missing scope");
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
				"%s, error=\"insufficient_scope\", scope=\"%s\"".formatted(CHALLENGE, this.requiredScope));
		write(request, response, Problem.of(ProblemType.FORBIDDEN,
				"The access token has neither the scope nor the role %s.".formatted(this.requiredScope)));
	}

	/**
	 * Refuses a caller who asks too often.
	 */
	public void tooMany(HttpServletRequest request, HttpServletResponse response, String caller, Permit permit)
			throws IOException {
		tooMany(request, response, caller, permit,
				"There were more requests than the header RateLimit-Policy allows. Try again after the time in the header Retry-After.");
	}

	/**
	 * Refuses a caller who asks too often for reports that are not stored.
	 */
	void tooManyFetches(HttpServletRequest request, HttpServletResponse response, String caller, Permit permit)
			throws IOException {
		permit.writeTo(response);
		tooMany(request, response, caller, permit,
				"More reports that are not stored were asked for than the header RateLimit-Policy allows. Stored ones are answered at any time; try again after the time in the header Retry-After.");
	}

	private void tooMany(HttpServletRequest request, HttpServletResponse response, String caller, Permit permit,
			String detail) throws IOException {
		if (permit.firstRefusal()) {
			Audit.refused(request, caller, "rate limit " + permit.policy());
		}
		write(request, response, new Problem(ProblemType.RATE_LIMITED, detail, null, null, permit.reset()));
	}

	private String remedy() {
		return switch (this.accepted) {
			case JWT -> "Send a valid access token as Authorization: Bearer.";
			case API_KEY -> "Send a valid API key as X-Api-Key or as Authorization: Bearer.";
			default ->
				"Send a valid access token as Authorization: Bearer, or a valid API key as X-Api-Key or as Authorization: Bearer.";
		};
	}

	private void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
		this.problems.write(request, response, problem);
	}

}
