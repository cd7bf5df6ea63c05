package org.partnergateway.insights;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How many licenses were sold, and how many of those are deployed.
 *
 * @param subject whose licenses, and of what
 * @param sold the number of licenses sold; {@code null} if the row does not say
 * @param deployed the number of those that are deployed; {@code null} if the row does not
 * say, as in every row of the partner report
 * @param percent the percentage that is deployed; {@code null} if it is not known
 * @param processed when Partner Center processed the row; {@code null} if the row does
 * not say
 */
public record DeploymentInsight(Subject subject, @Nullable Long sold, @Nullable Long deployed, @Nullable Double percent,
		@Nullable Instant processed) implements Insight {

}
