/**
 * What the reports say, in types, for the gateway's own use: meters and the dashboard.
 * What callers get are Partner Center's bytes, and nothing here stands in their way. It
 * knows nothing of HTTP or of the cache.
 *
 * <h2>The idea</h2> {@link org.partnergateway.insights.Insights#read} takes the bytes of
 * a report and gives its rows. Six resources make two kinds of rows,
 * {@link org.partnergateway.insights.DeploymentInsight} and
 * {@link org.partnergateway.insights.UsageInsight}. Six records would promise fields that
 * Partner Center does not: any field of any row may be missing, those of a grouped row
 * are chosen by whoever asked, and then nothing but the name would tell a partner's row
 * from a customer's. So there is one record for each kind of figures, and whatever a row
 * does not say is {@code null} there, whether its resource has no such field or this row
 * left it out.
 *
 * <h2>What is absent</h2> Reading is lenient, one field at a time:
 * <ul>
 * <li>a text is absent if it is blank or no string;</li>
 * <li>a number may come as a string; it is absent if it is negative or above
 * 10<sup>12</sup>, and a count also if it is not whole ({@code 206.0} is);</li>
 * <li>a time without an offset is UTC; it is absent if it cannot be read, or lies outside
 * the years 2000 to 2999, as what stands for "never" does;</li>
 * <li>a percentage that is not given is computed where both counts are.</li>
 * </ul>
 */
@NullMarked
package org.partnergateway.insights;

import org.jspecify.annotations.NullMarked;
