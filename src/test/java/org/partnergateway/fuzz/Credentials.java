package org.partnergateway.fuzz;

import java.util.List;

/**
 * What lets a caller in.
 *
 * @param key an API key
 * @param tokens access tokens that are fine
 * @param notQuite access tokens that are not
 */
record Credentials(String key, List<String> tokens, List<String> notQuite) {

	/**
	 * Whether some text has a credential in it.
	 */
	boolean areIn(String text) {
		return text.contains(this.key) || this.tokens.stream().anyMatch(text::contains);
	}

}
