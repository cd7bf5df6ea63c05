/**
 * Serves Partner Center's license analytics to everyone inside a company.
 *
 * <h2>One request, read straight down</h2>
 * <ol>
 * <li>{@code correlation.CorrelationFilter}: its identity is read or made, and
 * echoed.</li>
 * <li>{@code callers.CallersConfiguration}: who is calling, may they, how often.</li>
 * <li>{@code licenses.LicenseReportController}: which report, in which culture.</li>
 * <li>{@code licenses.LicenseReports}: the one place that knows both the cache and
 * Partner Center.</li>
 * <li>{@link org.partnergateway.cache.ReadThroughCache}: the stored report, or a place on
 * the flight that fetches it.</li>
 * <li>{@link org.partnergateway.partnercenter.PartnerCenterClient}: the stack of channels
 * that {@code PartnerCenterConfiguration} builds.</li>
 * <li>{@code partnercenter.PartnerCenterErrors}: what a failure means.</li>
 * <li>{@code licenses.ReportResponses} writes the report, or
 * {@code problem.ProblemHandler} the problem.</li>
 * </ol>
 * Before all of these, the valves of the {@code wire} package refuse what could be read
 * in two ways. Then {@code fastpath.FastPathValve} answers what there is nothing to
 * decide about any more: a fresh report, for a caller who has just been let pass; through
 * the same {@code ReportResponses}.
 */
@NullMarked
package org.partnergateway;

import org.jspecify.annotations.NullMarked;
