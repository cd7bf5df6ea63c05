package org.partnergateway.consent;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.partnergateway.consent.signin.SignIn;
import org.partnergateway.consent.proof.Finding;
import org.partnergateway.consent.proof.Outcome;
import org.partnergateway.consent.proof.Finding.State;

import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Writes the pages. They need no script.
 */
final class ConsentPage {

	private static final Map<State, String> TONES = Map.of(State.READABLE, "good", State.EMPTY, "good",
			State.ROLE_MISSING, "bad", State.REFUSED, "bad", State.FAILED, "bad");

	private final String tenant;

	/**
	 * Creates the pages. Their links are relative, since a proxy may have them under
	 * another path.
	 * @param tenant the partner's tenant, as it is configured
	 */
	ConsentPage(String tenant) {
		this.tenant = tenant;
	}

	/**
	 * The first page.
	 * @param signIn the sign-in that its button begins
	 * @param given when and by whom there was a consent, as a sentence, or {@code null}
	 */
	String beginning(SignIn signIn, @Nullable String given) {
		URI link = URI.create(signIn.link());
		return document("Consent to read the license reports",
				"""
						<p>Partner Center gives the license reports only to an application that a user allows to read them. Here
						that user signs in. The gateway keeps the consent only if it has proved that it works.</p>
						%s
						<h2>Who must sign in</h2>
						<ul>
						<li>a user of the partner's tenant, <strong>%s</strong></li>
						<li>with multi-factor authentication</li>
						<li>with a role in Partner Center that may read the reports, such as Executive report viewer; for those of a
						single customer, Admin agent</li>
						</ul>
						<form method="get" action="%s">
						%s
						<button type="submit">Sign in with Microsoft</button>
						</form>
						<p class="note">The sign-in is at <strong>%s</strong> and comes back to <strong>%s</strong>. The application must
						have this redirect URI, of the platform <em>Web</em>. The button works once, within an hour.</p>
						<p class="note">To use another browser window, open <a href="%s">this link</a> there.</p>
						"""
					.formatted((given != null) ? paragraph(given) : "", escape(this.tenant),
							escape(link.getScheme() + "://" + link.getRawAuthority() + link.getRawPath()), inputs(link),
							escape(String.valueOf(link.getHost())), escape(signIn.redirectUri().toString()),
							escape(signIn.link())),
				"consent/");
	}

	/**
	 * The page that tells what became of a sign-in.
	 */
	String outcome(Outcome outcome) {
		StringBuilder content = new StringBuilder();
		outcome.remarks().forEach((remark) -> content.append(paragraph(remark)));
		if (outcome.attempt() != null) {
			content.append("""
					<form method="post" action="again?attempt=%s">
					<button type="submit">Try again</button>
					</form>
					""".formatted(escape(UriUtils.encode(outcome.attempt(), "UTF-8"))));
		}
		if (!outcome.findings().isEmpty()) {
			content.append(table(outcome.findings()));
		}
		return document(outcome.headline(), content.toString(), "");
	}

	private static String inputs(URI link) {
		UriComponents components = UriComponentsBuilder.fromUri(link).build();
		return components.getQueryParams()
			.entrySet()
			.stream()
			.flatMap((parameter) -> parameter.getValue()
				.stream()
				.map((value) -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(parameter.getKey()),
						escape(UriUtils.decode(value, "UTF-8")))))
			.collect(Collectors.joining("\n"));
	}

	private static String table(List<Finding> findings) {
		return """
				<h2>What Partner Center says</h2>
				<div class="scroll" role="region" aria-label="What Partner Center says" tabindex="0">
				<table>
				<thead><tr><th scope="col">Report</th><th scope="col">Answer</th><th scope="col">Meaning</th></tr></thead>
				<tbody>
				%s
				</tbody>
				</table>
				</div>
				"""
			.formatted(findings.stream().map(ConsentPage::row).collect(Collectors.joining("\n")));
	}

	private static String row(Finding finding) {
		return "<tr><th scope=\"row\">%s<small>%s</small></th><td class=\"%s\">%s</td><td>%s</td></tr>".formatted(
				escape(finding.report()), escape(finding.path()), TONES.getOrDefault(finding.state(), "fair"),
				escape(finding.state().label()), escape(finding.text()));
	}

	private static String document(String title, String content, String files) {
		return """
				<!doctype html>
				<html lang="en">
				<head>
				  <meta charset="utf-8">
				  <meta name="viewport" content="width=device-width, initial-scale=1">
				  <meta name="color-scheme" content="light dark">
				  <meta name="referrer" content="no-referrer">
				  <title>%1$s</title>
				  <link rel="icon" href="data:,">
				  <link rel="stylesheet" href="%3$sconsent.css">
				  <script src="%3$sconsent.js" defer></script>
				</head>
				<body>
				<main>
				<h1>%1$s</h1>
				%2$s
				</main>
				</body>
				</html>
				""".formatted(escape(title), content, files);
	}

	private static String paragraph(String text) {
		return "<p>%s</p>\n".formatted(escape(text));
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
