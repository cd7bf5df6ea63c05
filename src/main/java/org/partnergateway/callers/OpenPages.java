package org.partnergateway.callers;

import java.util.List;

import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Pages that anyone who can reach the gateway may load, since a browser loads a page
 * before its user can present a credential. They must not contain any of the partner's
 * figures.
 *
 * @param paths patterns of their paths, as Spring's {@code PathPattern} has them, in any
 * letter case
 * @param contentSecurityPolicy what the pages may load and do
 */
public record OpenPages(List<String> paths, String contentSecurityPolicy) {

	/**
	 * Matches requests for the pages.
	 */
	RequestMatcher matcher() {
		PathPatternParser anyLetterCase = new PathPatternParser();
		anyLetterCase.setCaseSensitive(false);
		PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withPathPatternParser(anyLetterCase);
		return new OrRequestMatcher(this.paths.stream().<RequestMatcher>map(matchers::matcher).toList());
	}

	/**
	 * Tells browsers what the pages may load and do.
	 */
	HeaderWriter headerWriter() {
		return new DelegatingRequestMatcherHeaderWriter(matcher(),
				new ContentSecurityPolicyHeaderWriter(this.contentSecurityPolicy));
	}

}
