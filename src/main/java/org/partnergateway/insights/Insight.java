package org.partnergateway.insights;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A row of a report.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/analytics-resources">Analytics
 * resources</a>
 */
public sealed interface Insight permits DeploymentInsight, UsageInsight {

	/**
	 * Whose licenses the row counts, and of what.
	 * @return the subject
	 */
	Subject subject();

	/**
	 * The share of the licenses that is deployed or used, as Partner Center gives it,
	 * otherwise computed from the counts.
	 * @return a percentage from 0 to 100, or more for usage; {@code null} if the row does
	 * not say and it cannot be computed
	 */
	@Nullable Double percent();

	/**
	 * When Partner Center processed the row.
	 * @return the time; {@code null} if the row does not say
	 */
	@Nullable Instant processed();

}
