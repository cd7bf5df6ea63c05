package org.partnergateway.insights;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How many licenses are used for a workload.
 *
 * @param subject whose licenses, and of what
 * @param workload what they are used for
 * @param qualified the number of licenses that allow it; {@code null} if the row does not
 * say, as none of the partner report does
 * @param active the number of licenses used; {@code null} likewise
 * @param percent the percentage that is used
 * @param processed when Partner Center processed the row
 */
public record UsageInsight(Subject subject, Named workload, @Nullable Long qualified, @Nullable Long active,
		@Nullable Double percent, @Nullable Instant processed) implements Insight {

}
