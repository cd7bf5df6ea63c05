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
 * Pages that anyone who reaches the gateway may load, since a browser loads a page before
 * its user can show a credential. None of the partner's figures may be in them.
 *
 * @param paths patterns of their paths, as Spring's {@code PathPattern} has them, in any
 * letter case
 * @param contentSecurityPolicy what they may load and do
 */
public record OpenPages(List<String> paths, String contentSecurityPolicy) {

	/**
	 * Finds requests for them.
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
