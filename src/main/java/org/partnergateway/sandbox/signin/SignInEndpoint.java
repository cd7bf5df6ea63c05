package org.partnergateway.sandbox.signin;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

import org.partnergateway.sandbox.exchange.Answer;
import org.partnergateway.sandbox.exchange.Form;
import org.partnergateway.sandbox.exchange.SandboxRequest;

import org.springframework.http.HttpHeaders;

/**
 * Microsoft Entra's sign-in page, and its discovery document. The person chooses who
 * signs in, and returns to the application with an authorization code or a refusal. Never
 * leads anywhere if the request is wrong.
 */
public final class SignInEndpoint {

	static final String CANCEL = "cancel";

	private static final String CHOICE = "choice";

	private final AuthorizationCodes codes;

	private final Supplier<URI> baseUrl;

	/**
	 * Creates the endpoint.
	 * @param codes issues the authorization codes
	 * @param baseUrl the address of the sandbox, asked for with each discovery document
	 */
	public SignInEndpoint(AuthorizationCodes codes, Supplier<URI> baseUrl) {
		this.codes = codes;
		this.baseUrl = baseUrl;
	}

	/**
	 * Answers a request.
	 * @param request a request that is {@link SandboxRequest#isForSignIn() for the
	 * sign-in}
	 * @return the answer
	 */
	public Answer answer(SandboxRequest request) {
		if (!request.method().equals("GET")) {
			return SignInPage.refusal(405, "The only method here is GET.").with(HttpHeaders.ALLOW, "GET");
		}
		String path = request.lowerCasePath();
		if (path.endsWith("/authorize")) {
			return authorize(Form.read(request.query()));
		}
		return Answer.json(200, path.endsWith("/keys") ? Discovery.keys() : Discovery.document(this.baseUrl.get()));
	}

	private Answer authorize(Map<String, String> parameters) {
		String objection = AuthorizationRequest.objection(parameters);
		if (objection != null) {
			return SignInPage.refusal(400, objection);
		}
		String choice = parameters.get(CHOICE);
		return (choice != null) ? chosen(choice, AuthorizationRequest.of(parameters)) : SignInPage.choice(parameters);
	}

	private Answer chosen(String choice, AuthorizationRequest request) {
		if (choice.equals(CANCEL)) {
			return back(request,
					"error=access_denied&error_description=" + encoded("AADSTS65004: User declined to consent."));
		}
		SandboxUser user = SandboxUser.of(choice);
		if (user == null) {
			return SignInPage.refusal(400, "The parameter choice must be one of those on the page.");
		}
		return back(request, "code=" + this.codes.issue(new ConsentedRequest(request, user)));
	}

	private static Answer back(AuthorizationRequest request, String outcome) {
		String redirectUri = URI.create(request.redirectUri()).toASCIIString();
		String location = redirectUri + (redirectUri.contains("?") ? '&' : '?') + outcome + "&state="
				+ encoded(request.state());
		return new Answer(302, Map.of(HttpHeaders.LOCATION, location, HttpHeaders.CACHE_CONTROL, "no-store",
				"Referrer-Policy", "no-referrer"), "");
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
