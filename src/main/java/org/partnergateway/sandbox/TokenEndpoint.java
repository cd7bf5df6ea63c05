package org.partnergateway.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

/**
 * Microsoft Entra's token endpoint, in version 2 and the older one. Issues a token for
 * any client with any credential. Accepts any refresh token, so that the first one of an
 * operator need not come from here.
 */
final class TokenEndpoint implements Endpoint {

	private final SandboxTokens tokens;

	TokenEndpoint(SandboxTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public Answer answer(SandboxRequest request, SandboxFaults faults) {
		return switch (faults.kind()) {
			case NONE, CUT_SHORT, RESET, HANG -> token(request);
			case UNAUTHORIZED, UNAUTHORIZED_ONCE ->
				error(401, "invalid_client", 7000215, "Invalid client secret provided.");
			case APP_ONLY -> error(400, "unauthorized_client", 700016, "The application was not found.");
			case MFA_REQUIRED -> error(400, "invalid_grant", 50076, "Multi-factor authentication is required.");
			case THROTTLED -> Answer.throttled(faults.retryAfter());
			case SERVER_ERROR ->
				error(faults.status(), "temporarily_unavailable", 90033, "A transient error has occurred.");
			case MALFORMED -> Answer.page();
			case RANDOM -> throw new IllegalArgumentException("another kind must have been drawn");
		};
	}

	private Answer token(SandboxRequest request) {
		if (!request.method().equals("POST")) {
			return error(405, "invalid_request", 900561, "The endpoint only accepts POST requests.")
				.with(HttpHeaders.ALLOW, "POST");
		}
		Map<String, String> form = form(request.body());
		boolean basic = request.authorization("Basic") != null;
		if (!basic && !has(form, "client_id")) {
			return missing("client_id");
		}
		if (!basic && !has(form, "client_secret") && !has(form, "client_assertion")) {
			return error(401, "invalid_client", 7000218,
					"The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
		}
		return switch (form.getOrDefault("grant_type", "")) {
			case "client_credentials" -> issued(request, "");
			case "refresh_token" -> has(form, "refresh_token")
					? issued(request, ",\"refresh_token\":\"%s\"".formatted(SandboxTokens.random()))
					: missing("refresh_token");
			case "" -> missing("grant_type");
			default -> error(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
		};
	}

	private Answer issued(SandboxRequest request, String more) {
		long seconds = this.tokens.lifetime().toSeconds();
		boolean older = !request.lowerCasePath().contains("/v2.0/");
		return Answer.json(200, """
				{"token_type":"Bearer","expires_in":%s,"access_token":"%s"%s}"""
			.formatted(older ? "\"%d\"".formatted(seconds) : String.valueOf(seconds), this.tokens.issue(), more));
	}

	private static Map<String, String> form(String body) {
		Map<String, String> form = new HashMap<>();
		for (String pair : body.split("&", -1)) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				form.put(pair.substring(0, equals),
						URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
			}
		}
		return form;
	}

	private static boolean has(Map<String, String> form, String parameter) {
		return StringUtils.hasText(form.get(parameter));
	}

	private static Answer missing(String parameter) {
		return error(400, "invalid_request", 900144,
				"The request body must contain the following parameter: '%s'.".formatted(parameter));
	}

	private static Answer error(int status, String error, int code, String description) {
		return Answer.json(status, """
				{"error":"%s","error_description":"AADSTS%d: %s","error_codes":[%d]}""".formatted(error, code,
				description, code));
	}

}
