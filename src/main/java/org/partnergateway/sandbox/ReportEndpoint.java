package org.partnergateway.sandbox;

import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.analytics.LicenseAnalytics;
import org.partnergateway.sandbox.analytics.RefusedException;
import org.partnergateway.sandbox.analytics.Report;
import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.partnergateway.sandbox.signin.SandboxUser;

import org.springframework.http.HttpHeaders;

/**
 * The API: six reports. Refuses everything else in Partner Center's own error form.
 */
final class ReportEndpoint implements Endpoint {

	private static final String SERVER_ID = "sandbox";

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final Documents documents = new Documents();

	private final SandboxTokens tokens;

	private final LicenseAnalytics analytics;

	ReportEndpoint(SandboxTokens tokens, LicenseAnalytics analytics) {
		this.tokens = tokens;
		this.analytics = analytics;
	}

	@Override
	public Answer answer(SandboxRequest request, SandboxFaults faults) {
		return identified(request, switch (faults.kind()) {
			case NONE, CUT_SHORT, RESET, HANG -> report(request);
			case UNAUTHORIZED -> unauthorized();
			case UNAUTHORIZED_ONCE -> {
				this.tokens.revoke(request.authorization("Bearer"));
				yield unauthorized();
			}
			case APP_ONLY -> error(403, "900329", "App-only access is not allowed to this resource.");
			case MFA_REQUIRED -> validated(request, mfaRequired(), false);
			case THROTTLED -> Answer.throttled(faults.retryAfter());
			case SERVER_ERROR -> error(faults.status(), "800003", "The service failed.");
			case MALFORMED -> Answer.page();
			case RANDOM -> throw new IllegalArgumentException("another kind must have been drawn");
		});
	}

	private Answer report(SandboxRequest request) {
		String token = request.authorization("Bearer");
		if (!this.tokens.isValid(token)) {
			return unauthorized();
		}
		SandboxUser user = this.tokens.user(token);
		boolean passedMfa = user == null || user.passedMfa();
		return validated(request, passedMfa ? report(request, user) : mfaRequired(), passedMfa);
	}

	private Answer report(SandboxRequest request, @Nullable SandboxUser user) {
		Report report = find(request);
		if (report == null) {
			return error(404, "1000", "The resource was not found.");
		}
		if (!request.method().equals("GET")) {
			return error(405, "405", "The method is not allowed.").with(HttpHeaders.ALLOW, "GET");
		}
		if (user != null && !user.mayRead()) {
			return error(403, "900150", "The user has no role that may read this resource.");
		}
		try {
			return Answer.json(200, BYTE_ORDER_MARK + report.read(request.url(), request.query()));
		}
		catch (RefusedException ex) {
			return error(ex.status(), ex.code(), ex.description());
		}
	}

	private @Nullable Report find(SandboxRequest request) {
		String document = this.documents.find(request.lowerCasePath());
		return (document != null) ? (url, query) -> document : this.analytics.find(request.path());
	}

	private static Answer unauthorized() {
		return error(401, "800001", "The access token is missing, expired or not valid.");
	}

	private static Answer mfaRequired() {
		return error(401, "900421", "The token was acquired without multi-factor authentication.");
	}

	/**
	 * Says whether the user passed multi-factor authentication, if the request asks.
	 */
	private static Answer validated(SandboxRequest request, Answer answer, boolean passedMfa) {
		boolean asked = "true".equalsIgnoreCase(request.headers().getFirst("ValidateMfa"));
		return asked ? answer.with("isMfaCompliant", String.valueOf(passedMfa)) : answer;
	}

	private static Answer error(int status, String code, String description) {
		return Answer.json(status, """
				{"code":"%s","description":"%s","data":[],"source":"%s"}""".formatted(code, description, SERVER_ID));
	}

	private static Answer identified(SandboxRequest request, Answer answer) {
		return answer.with("MS-CorrelationId", given(request, "MS-CorrelationId"))
			.with("MS-RequestId", given(request, "MS-RequestId"))
			.with("MS-CV", Base64.getEncoder().encodeToString(SandboxTokens.randomBytes(12)) + ".0")
			.with("MS-ServerId", SERVER_ID);
	}

	private static String given(SandboxRequest request, String header) {
		String value = request.headers().getFirst(header);
		return (value != null) ? value : UUID.randomUUID().toString();
	}

}
