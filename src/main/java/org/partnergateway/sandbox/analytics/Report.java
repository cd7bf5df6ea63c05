package org.partnergateway.sandbox.analytics;

import org.jspecify.annotations.Nullable;

/**
 * A report at one path.
 */
@FunctionalInterface
public interface Report {

	/**
	 * Answers a query.
	 * @param url the URL that was asked for, without the query; links to further pages
	 * begin with it
	 * @param query the raw query; {@code null} if there was none
	 * @return the body, as compact JSON
	 * @throws RefusedException if the customer or a parameter is refused
	 */
	String read(String url, @Nullable String query);

}
