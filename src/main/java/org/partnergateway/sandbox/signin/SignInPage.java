package org.partnergateway.sandbox.signin;

import java.util.Arrays;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

import org.partnergateway.sandbox.exchange.Answer;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages that a person sees in place of Microsoft Entra's. Escapes whatever came in
 * the request. Needs no script.
 */
final class SignInPage {

	// The choice leads to the application's own address, so form-action is not
	// restricted.
	private static final Map<String, String> HEADERS = Map.of(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8",
			HttpHeaders.CACHE_CONTROL, "no-store", "X-Content-Type-Options", "nosniff", "Referrer-Policy",
			"no-referrer", "Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'");

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>Sign in to the sandbox</title>
			<link rel="icon" href="data:,">
			<style>
			:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
			body { margin: 0; background: Canvas; color: CanvasText; }
			main { max-width: 34rem; margin: 0 auto; padding: 1.5rem; }
			h1 { font-size: 1.5rem; }
			code { overflow-wrap: anywhere; }
			fieldset { margin: 0; border: 0; padding: 0; }
			legend { padding: 0; font-weight: bold; }
			button { display: block; width: 100%; min-height: 2.75rem; margin: 0.5rem 0; padding: 0.5rem 1rem;
				font: inherit; text-align: start; cursor: pointer; }
			</style>
			</head>
			<body>
			<main>
			<h1>Sign in to the sandbox</h1>
			<p>This is the sandbox's stand-in for Microsoft Entra. It asks for no password.</p>
			{content}
			</main>
			</body>
			</html>
			""";

	private SignInPage() {
	}

	/**
	 * The page on which a person chooses who signs in.
	 * @param parameters the parameters of the request, which are sent again with the
	 * choice
	 */
	static Answer choice(Map<String, String> parameters) {
		String content = """
				<p>The application <code>%s</code> asks for <code>%s</code>. After your choice you return to
				<code>%s</code>.</p>
				<form method="get">
				%s
				<fieldset>
				<legend>Who signs in?</legend>
				%s
				%s
				</fieldset>
				</form>""".formatted(shown(parameters, "client_id"), shown(parameters, "scope"),
				shown(parameters, "redirect_uri"),
				parameters.entrySet().stream().map(SignInPage::hidden).collect(Collectors.joining("\n")),
				Arrays.stream(SandboxUser.values())
					.map((user) -> button(user.choice(), user.label()))
					.collect(Collectors.joining("\n")),
				button(SignInEndpoint.CANCEL, SignInEndpoint.CANCEL));
		return page(200, content);
	}

	/**
	 * The page that says why a request cannot be answered.
	 * @param status the status
	 * @param reason a sentence without anything that came in the request
	 */
	static Answer refusal(int status, String reason) {
		return page(status, "<p>" + escaped(reason) + "</p>");
	}

	private static Answer page(int status, String content) {
		return new Answer(status, HEADERS, PAGE.replace("{content}", content));
	}

	private static String hidden(Entry<String, String> parameter) {
		return """
				<input type="hidden" name="%s" value="%s">""".formatted(escaped(parameter.getKey()),
				escaped(parameter.getValue()));
	}

	private static String button(String choice, String label) {
		return """
				<button name="choice" value="%s">%s</button>""".formatted(choice, label);
	}

	private static String shown(Map<String, String> parameters, String name) {
		return escaped(parameters.getOrDefault(name, ""));
	}

	private static String escaped(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
