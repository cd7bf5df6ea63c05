package org.partnergateway.insights;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * The figures of a report.
 *
 * @param rows its rows in their order, including equal ones
 * @param totalCount the number of rows at Partner Center, as the report says;
 * {@code null} if it does not say
 * @param nextLink URL of the following rows at Partner Center; {@code null} if these are
 * the last
 */
public record Insights(List<Insight> rows, @Nullable Long totalCount, @Nullable String nextLink) {

	public Insights {
		rows = List.copyOf(rows);
	}

	/**
	 * Reads the body of a report, with or without a byte order mark. Reads what is valid
	 * in well-formed JSON, which may be nothing. Leaves out a row that is not an object,
	 * or has no known field.
	 * @param report which report it is
	 * @param body the body
	 * @return the figures
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
