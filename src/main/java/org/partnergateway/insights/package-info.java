/**
 * Reads the figures of reports into typed rows, for the gateway's own meters and
 * dashboard. Callers get Partner Center's bytes, which nothing here touches. Independent
 * of HTTP and of the cache.
 *
 * <h2>The idea</h2> {@link org.partnergateway.insights.Insights#read} reads the bytes of
 * a report into its rows. Six resources have two kinds of rows,
 * {@link org.partnergateway.insights.DeploymentInsight} and
 * {@link org.partnergateway.insights.UsageInsight}. Six records would promise fields that
 * Partner Center does not: any field of any row may be missing, the caller chooses the
 * fields of a grouped row, and a partner's row would differ from a customer's only by its
 * name. So there is one record for each kind of figures. A value that a row lacks is
 * {@code null}, whether its resource has no such field or this row leaves it out.
 *
 * <h2>What is absent</h2> Reading is lenient, one field at a time:
 * <ul>
 * <li>a text is absent if it is blank or not a string;</li>
 * <li>a number may come as a string; it is absent if it is negative or above
 * 10<sup>12</sup>, and a count also if it is not whole ({@code 206.0} is);</li>
 * <li>a time without an offset is UTC; it is absent if it cannot be read, or lies outside
 * the years 2000 to 2999, as dates that mean "never" do;</li>
 * <li>a missing percentage is computed if both counts are given.</li>
 * </ul>
 */
@NullMarked
package org.partnergateway.insights;

import org.jspecify.annotations.NullMarked;
