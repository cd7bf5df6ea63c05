package org.partnergateway.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.partnergateway.sandbox.exchange.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose users sign in at a sandbox, over real HTTP.
 */
final class SandboxSignIn implements AutoCloseable {

	static final String CLIENT_ID = "6a1f3c5e-0000-4000-8000-000000000001";

	static final String REDIRECT_URI = "http://localhost:8081/consent/callback";

	static final String SCOPE = "https://api.partnercenter.microsoft.com/user_impersonation offline_access openid";

	// Both are those of RFC 7636, appendix B.
	static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

	static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

	static final String PATH = "/sandbox/oauth2/v2.0/authorize";

	private final HttpClient client = HttpClient.newHttpClient();

	private final SandboxPartnerCenter sandbox;

	SandboxSignIn(SandboxPartnerCenter sandbox) {
		this.sandbox = sandbox;
	}

	/**
	 * The parameters of a good request, to be changed.
	 */
	static Map<String, String> parameters() {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("client_id", CLIENT_ID);
		parameters.put("response_type", "code");
		parameters.put("redirect_uri", REDIRECT_URI);
		parameters.put("scope", SCOPE);
		parameters.put("code_challenge", CHALLENGE);
		parameters.put("code_challenge_method", "S256");
		parameters.put("state", "a state & more");
		parameters.put("nonce", "n-1");
		parameters.put("prompt", "select_account");
		return parameters;
	}

	/**
	 * The form of a good token request for a code, to be changed.
	 */
	static Map<String, String> form(String code) {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("grant_type", "authorization_code");
		form.put("client_id", CLIENT_ID);
		form.put("client_secret", "secret");
		form.put("code", code);
		form.put("redirect_uri", REDIRECT_URI);
		form.put("code_verifier", VERIFIER);
		return form;
	}

	static String encoded(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((entry) -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
			.collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * The claims of a JWT, whose signature is not looked at.
	 */
	static JsonNode claims(String jwt) {
		return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
	}

	URI address(Map<String, String> parameters) {
		return URI.create(this.sandbox.baseUrl() + PATH + "?" + encoded(parameters));
	}

	HttpResponse<String> authorize(Map<String, String> parameters) throws Exception {
		return get(address(parameters));
	}

	HttpResponse<String> choose(String choice) throws Exception {
		Map<String, String> parameters = parameters();
		parameters.put("choice", choice);
		return authorize(parameters);
	}

	String code(String choice) throws Exception {
		return query(choose(choice)).getOrDefault("code", "");
	}

	/**
	 * The parameters with which the person returns to the application.
	 */
	static Map<String, String> query(HttpResponse<String> redirect) {
		assertThat(redirect.statusCode()).isEqualTo(302);
		return Form.read(URI.create(redirect.headers().firstValue("Location").orElseThrow()).getRawQuery());
	}

	HttpResponse<String> token(Map<String, String> form) throws Exception {
		return send(HttpRequest.newBuilder(this.sandbox.tokenUri()).POST(BodyPublishers.ofString(encoded(form))));
	}

	/**
	 * The tokens of a user who has just signed in.
	 */
	JsonNode tokens(String choice) throws Exception {
		HttpResponse<String> response = token(form(code(choice)));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return json(response);
	}

	HttpResponse<String> refresh(String refreshToken) throws Exception {
		return token(Map.of("grant_type", "refresh_token", "client_id", CLIENT_ID, "client_secret", "secret",
				"refresh_token", refreshToken));
	}

	HttpResponse<String> report(String path, String accessToken) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(this.sandbox.baseUrl() + path))
			.header("Authorization", "Bearer " + accessToken)
			.header("ValidateMfa", "true"));
	}

	HttpResponse<String> get(URI uri) throws Exception {
		return send(HttpRequest.newBuilder(uri));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	@Override
	public void close() {
		this.client.shutdownNow();
		this.sandbox.close();
	}

}
