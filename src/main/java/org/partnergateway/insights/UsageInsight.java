package org.partnergateway.insights;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How many licenses are used for a workload.
 *
 * @param subject whose licenses, and of what
 * @param workload the workload that they are used for
 * @param qualified the number of licenses that allow it; {@code null} if the row does not
 * say, as in every row of the partner report
 * @param active the number of licenses used; {@code null} likewise
 * @param percent the percentage that is used; {@code null} if it is not known
 * @param processed when Partner Center processed the row; {@code null} if the row does
 * not say
 */
public record UsageInsight(Subject subject, Named workload, @Nullable Long qualified, @Nullable Long active,
		@Nullable Double percent, @Nullable Instant processed) implements Insight {

}
