package org.partnergateway.insights;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * What a report says.
 *
 * @param rows its rows in their order, equal ones included
 * @param totalCount how many rows there are at Partner Center, as it says; {@code null}
 * if it does not say
 * @param nextLink where Partner Center has the rows that follow these; {@code null} if
 * these are the last
 */
public record Insights(List<Insight> rows, @Nullable Long totalCount, @Nullable String nextLink) {

	public Insights {
		rows = List.copyOf(rows);
	}

	/**
	 * Reads the body of a report, with its byte order mark or without. Of well-formed
	 * JSON it takes what it can read, at worst nothing. A row that is no object, or has
	 * nothing that is known, is left out.
	 * @param report which report it is
	 * @param body the body
	 * @return what it says
	 * @throws IllegalArgumentException if the body is not well-formed JSON, or nested
	 * more deeply than a stored report can be
	 */
	public static Insights read(LicenseReport report, byte[] body) {
		return new InsightsReader(report).read(body);
	}

	/**
	 * When Partner Center processed the newest row.
	 * @return the latest time; {@code null} if no row says when
	 */
	public @Nullable Instant newest() {
		return this.rows.stream()
			.map(Insight::processed)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

}
