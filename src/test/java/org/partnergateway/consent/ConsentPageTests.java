package org.partnergateway.consent;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.consent.proof.Finding;
import org.partnergateway.consent.proof.Finding.State;
import org.partnergateway.consent.proof.Outcome;
import org.partnergateway.consent.proof.Outcome.Result;
import org.partnergateway.consent.signin.SignIn;
import org.partnergateway.consent.signin.SignIns;
import org.partnergateway.harness.FakeEntra;
import org.partnergateway.token.TokenServer;

import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsentPage}.
 */
class ConsentPageTests {

	private static final String TOKEN_URI = "https://login.example/t/oauth2/v2.0/token";

	private static final URI REDIRECT_URI = URI.create("http://localhost:8081/consent/callback");

	private static final String NASTY = "<b>\"x'&amp;</b><script>";

	private static final String HARMLESS = "&lt;b&gt;&quot;x&#39;&amp;amp;&lt;/b&gt;&lt;script&gt;";

	private static final Pattern INPUT = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

	private static final Pattern ACTION = Pattern.compile("<form method=\"get\" action=\"([^\"]*)\">");

	private final ConsentPage page = new ConsentPage("contoso.example");

	@Test
	void beginningSaysWhoMustSignInAndWhere() {
		SignIn signIn = begin(TOKEN_URI, REDIRECT_URI);
		assertThat(this.page.beginning(signIn, null)).startsWith("<!doctype html>")
			.contains("<strong>contoso.example</strong>", "multi-factor authentication",
					"<strong>login.example</strong>", "<strong>" + REDIRECT_URI + "</strong>")
			.containsOnlyOnce("<button")
			.containsOnlyOnce("<h1>")
			.contains("href=\"" + signIn.link().replace("&", "&amp;") + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8081/consent/callback",
			"https://gw.example/a%20b/consent/callback?x=1&y=%26%2B%22'%3Cb%3E", "https://gw.example/%C3%BC?q=a=b",
			"https://gw.example/?empty=&plus=a%2Bb" })
	void buttonSendsExactlyTheParametersOfTheLink(String redirectUri) {
		for (String tokenUri : List.of(TOKEN_URI, "http://127.0.0.1:8443/a%20b/token")) {
			SignIn signIn = begin(tokenUri, URI.create(redirectUri));
			URI link = URI.create(signIn.link());
			String html = this.page.beginning(signIn, null);
			Matcher action = ACTION.matcher(html);
			assertThat(action.find()).isTrue();
			assertThat(action.group(1))
				.isEqualTo("%s://%s%s".formatted(link.getScheme(), link.getRawAuthority(), link.getRawPath()));
			Map<String, String> inputs = new HashMap<>();
			INPUT.matcher(html)
				.results()
				.forEach((input) -> assertThat(
						inputs.put(HtmlUtils.htmlUnescape(input.group(1)), HtmlUtils.htmlUnescape(input.group(2))))
					.isNull());
			assertThat(inputs).isEqualTo(FakeEntra.form(link.getRawQuery())).containsEntry("redirect_uri", redirectUri);
		}
	}

	@Test
	void everythingOnTheFirstPageIsEscaped() {
		SignIn signIn = begin(TOKEN_URI, URI.create("https://gw.example/consent/callback?a='&b=1"));
		String html = new ConsentPage(NASTY).beginning(signIn, "By " + NASTY);
		assertThat(html)
			.contains("<strong>" + HARMLESS + "</strong>", "<p>By " + HARMLESS + "</p>",
					"https://gw.example/consent/callback?a=&#39;&amp;b=1")
			.doesNotContain("<b>", "</b>", "<script>", "a='");
	}

	@Test
	void everythingOnThePageOfAnOutcomeIsEscaped() {
		String html = this.page.outcome(new Outcome(Result.UNPROVED, NASTY, List.of("A remark " + NASTY),
				List.of(new Finding("report " + NASTY, "/path" + NASTY, State.REFUSED, "text " + NASTY)),
				"attempt " + NASTY));
		assertThat(html)
			.contains("<title>" + HARMLESS + "</title>", "<h1>" + HARMLESS + "</h1>",
					"<p>A remark " + HARMLESS + "</p>", "report " + HARMLESS, "/path" + HARMLESS, "text " + HARMLESS,
					"action=\"again?attempt=attempt%20%3Cb%3E%22")
			.doesNotContain("<b>", "</b>", "<script>", "x'");
	}

	@Test
	void formatsInATextAreNone() {
		String html = this.page.outcome(new Outcome(Result.REFUSED, "100 %s", List.of("%d %n %1$s"), List.of(), null));
		assertThat(html).contains("<h1>100 %s</h1>", "<p>%d %n %1$s</p>");
		assertThat(new ConsentPage("%s").beginning(begin(TOKEN_URI, REDIRECT_URI), "%d"))
			.contains("<strong>%s</strong>", "<p>%d</p>");
	}

	@Test
	void outcomeCanBeTriedAgainIfItHasAnAttempt() {
		assertThat(outcome("1d", List.of())).contains("<form method=\"post\" action=\"again?attempt=1d\">",
				"Try again");
		assertThat(outcome(null, List.of())).doesNotContain("<form", "<button", "<table");
	}

	@ParameterizedTest
	@EnumSource(State.class)
	void findingsAreATableThatSaysEachStateInWords(State state) {
		String html = outcome(null, List.of(new Finding("partner-usage", "/v1/a", state, "A text.")));
		assertThat(html).contains("<table>", "partner-usage<small>/v1/a</small>", ">" + state.label() + "</td>",
				"<td>A text.</td>");
		String tone = switch (state) {
			case READABLE, EMPTY -> "good";
			case ROLE_MISSING, REFUSED, FAILED -> "bad";
			case NOT_FOUND, REJECTED, UNASKED -> "fair";
		};
		assertThat(html).contains("<td class=\"" + tone + "\">");
	}

	@Test
	void pagesNeedNothingFromElsewhere() {
		for (String html : List.of(this.page.beginning(begin(TOKEN_URI, REDIRECT_URI), null),
				outcome("1d", List.of()))) {
			assertThat(Pattern.compile("(?:src|<link[^>]* href)=\"(?:https?:|//)").matcher(html).find()).isFalse();
			assertThat(html).doesNotContain("style=", "onclick", "javascript:").contains("content=\"no-referrer\"");
		}
	}

	private String outcome(@Nullable String attempt, List<Finding> findings) {
		return this.page.outcome(new Outcome(Result.UNPROVED, "A headline", List.of("A remark."), findings, attempt));
	}

	private static SignIn begin(String tokenUri, URI redirectUri) {
		return new SignIns(TokenServer.authority(URI.create(tokenUri)), () -> Instant.EPOCH).begin(redirectUri);
	}

}
