package org.partnergateway.licenses;

import java.util.Objects;

import org.partnergateway.partnercenter.ReportQuery;

/**
 * What makes two requests ask for the same thing.
 *
 * @param query the report, and what of it
 * @param locale the culture that Partner Center is asked for
 */
record ReportKey(ReportQuery query, String locale) {

	/**
	 * What is left alone when this cannot be fetched: not more than the question, since
	 * one customer's trouble is not the others'; and not less, since the culture makes no
	 * difference to that, or callers could get around a back-off by asking in another.
	 */
	Object origin() {
		return this.query;
	}

	/**
	 * What it is called where replicas share reports.
	 */
	String name() {
		return "%s/%s/%s?%s".formatted(this.query.report().label(),
				Objects.requireNonNullElse(this.query.customerId(), ""), this.locale, this.query.parameters());
	}

	/**
	 * How many bytes of memory it takes, about.
	 */
	int weight() {
		return this.query.parameters().length();
	}

}
