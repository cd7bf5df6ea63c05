package org.partnergateway.sandbox.analytics;

import org.jspecify.annotations.Nullable;

/**
 * A report as it is at one path.
 */
@FunctionalInterface
public interface Report {

	/**
	 * Answers a query.
	 * @param url where the report was asked for, without the query; further pages are
	 * there too
	 * @param query the raw query; {@code null} if there was none
	 * @return the body, as compact JSON
	 * @throws RefusedException if the report is not to be had, or not in this way
	 */
	String read(String url, @Nullable String query);

}
