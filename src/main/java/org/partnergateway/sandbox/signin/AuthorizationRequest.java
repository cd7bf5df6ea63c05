package org.partnergateway.sandbox.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What an application asks for when it sends a person to the sign-in page (RFC 6749,
 * section 4.1.1, and RFC 7636).
 *
 * @param clientId the application
 * @param redirectUri where the person is sent back to, as the application spelled it
 * @param scope the scopes, separated by spaces
 * @param codeChallenge the SHA-256 digest of the code verifier, in base64url
 * @param state what is sent back as it came
 * @param nonce what the ID token repeats; {@code null} if there is none
 */
record AuthorizationRequest(String clientId, String redirectUri, String scope, String codeChallenge, String state,
		@Nullable String nonce) {

	private static final List<Rule> RULES = List.of(
			new Rule("client_id", "must not be empty", (value) -> !value.isBlank()),
			new Rule("response_type", "must be code", "code"::equals),
			new Rule("response_mode", "must be query, or absent", (value) -> value.isEmpty() || value.equals("query")),
			new Rule("redirect_uri", "must be an absolute http or https URL without a fragment",
					AuthorizationRequest::isRedirectUri),
			new Rule("scope", "must contain openid and offline_access", AuthorizationRequest::isScope),
			new Rule("code_challenge", "must be a SHA-256 digest in base64url, which has 43 characters",
					(value) -> value.matches("[A-Za-z0-9_-]{43}")),
			new Rule("code_challenge_method", "must be S256", "S256"::equals),
			new Rule("state", "must not be empty", (value) -> !value.isBlank()));

	/**
	 * Says what is wrong with a request.
	 * @param parameters the parameters of the request
	 * @return a sentence that names the first parameter that is missing or wrong;
	 * {@code null} if there is none
	 */
	static @Nullable String objection(Map<String, String> parameters) {
		return RULES.stream()
			.filter((rule) -> !rule.allowed().test(parameters.getOrDefault(rule.parameter(), "")))
			.map(Rule::sentence)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Reads a request to which there is no {@link #objection(Map) objection}.
	 */
	static AuthorizationRequest of(Map<String, String> parameters) {
		return new AuthorizationRequest(value(parameters, "client_id"), value(parameters, "redirect_uri"),
				value(parameters, "scope"), value(parameters, "code_challenge"), value(parameters, "state"),
				parameters.get("nonce"));
	}

	private static String value(Map<String, String> parameters, String name) {
		return Objects.requireNonNull(parameters.get(name), name);
	}

	private static boolean isRedirectUri(String value) {
		try {
			URI uri = new URI(value);
			boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			return web && uri.getHost() != null && uri.getRawFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static boolean isScope(String value) {
		return List.of(value.split(" +")).containsAll(Set.of("openid", "offline_access"));
	}

	private record Rule(String parameter, String form, Predicate<String> allowed) {

		String sentence() {
			return "The parameter %s %s.".formatted(this.parameter, this.form);
		}

	}

}
