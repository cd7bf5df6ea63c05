package org.partnergateway.sandbox;

import java.util.List;
import java.util.Map;

import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.Form;
import org.partnergateway.sandbox.exchange.SandboxFaults;
import org.partnergateway.sandbox.exchange.SandboxRequest;
import org.partnergateway.sandbox.signin.GrantRefusedException;
import org.partnergateway.sandbox.signin.UserGrants;
import org.partnergateway.sandbox.signin.UserTokens;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

/**
 * Microsoft Entra's token endpoint, in version 2 and the older one. Issues a token for
 * any client with any credential. Accepts any refresh token, so that the first one of an
 * operator need not come from here. Redeems the codes of the sign-in page, and remembers
 * which user a refresh token is of.
 */
final class TokenEndpoint implements Endpoint {

	private final SandboxTokens tokens;

	private final UserGrants grants;

	TokenEndpoint(SandboxTokens tokens, UserGrants grants) {
		this.tokens = tokens;
		this.grants = grants;
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
		Map<String, String> form = Form.read(request.body());
		boolean basic = request.authorization("Basic") != null;
		if (!basic && !has(form, "client_id")) {
			return missing("client_id");
		}
		if (!basic && !has(form, "client_secret") && !has(form, "client_assertion")) {
			return error(401, "invalid_client", 7000218,
					"The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
		}
		return switch (form.getOrDefault("grant_type", "")) {
			case "client_credentials" -> json(body(request, this.tokens.issue()));
			case "refresh_token" -> refreshed(request, form.getOrDefault("refresh_token", ""));
			case "authorization_code" -> redeemed(request, form);
			case "" -> missing("grant_type");
			default -> error(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
		};
	}

	private Answer refreshed(SandboxRequest request, String refreshToken) {
		if (!StringUtils.hasText(refreshToken)) {
			return missing("refresh_token");
		}
		UserTokens ofUser = this.grants.refresh(refreshToken);
		return (ofUser != null) ? issued(request, ofUser)
				: json(body(request, this.tokens.issue()).put("refresh_token", SandboxTokens.random()));
	}

	private Answer redeemed(SandboxRequest request, Map<String, String> form) {
		for (String parameter : List.of("client_id", "code", "redirect_uri")) {
			if (!has(form, parameter)) {
				return missing(parameter);
			}
		}
		try {
			return issued(request, this.grants.redeem(form));
		}
		catch (GrantRefusedException ex) {
			return error(400, ex.error(), ex.code(), ex.description());
		}
	}

	private Answer issued(SandboxRequest request, UserTokens ofUser) {
		this.tokens.add(ofUser.accessToken(), ofUser.user());
		ObjectNode body = body(request, ofUser.accessToken()).put("scope", ofUser.scope())
			.put("refresh_token", ofUser.refreshToken());
		String idToken = ofUser.idToken();
		return json((idToken != null) ? body.put("id_token", idToken) : body);
	}

	private ObjectNode body(SandboxRequest request, String accessToken) {
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("token_type", "Bearer");
		long seconds = this.tokens.lifetime().toSeconds();
		boolean older = !request.lowerCasePath().contains("/v2.0/");
		return (older ? body.put("expires_in", String.valueOf(seconds)) : body.put("expires_in", seconds))
			.put("access_token", accessToken);
	}

	private static Answer json(ObjectNode body) {
		return Answer.json(200, JsonMapper.shared().writeValueAsString(body));
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
