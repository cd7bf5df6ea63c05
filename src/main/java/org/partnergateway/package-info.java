/**
 * Serves Partner Center's license analytics to everyone inside a company.
 *
 * <h2>The steps of a request</h2> One object is responsible for each step, on the fast
 * path and on the usual path:
 * <ol>
 * <li>Which report is it? {@code licenses.web.ReportPaths} knows the paths, and
 * {@code partnercenter.question.ReportQuery} reads the parameters.</li>
 * <li>Who calls, and may they? {@link org.partnergateway.callers.Door} remembers or
 * verifies the credential, once for each request.</li>
 * <li>How often? {@code callers.limits.RateLimits} gives a permit or a refusal.</li>
 * <li>What is stored? {@link org.partnergateway.cache.ReadThroughCache} answers from the
 * store, joins or starts a flight, or backs off.</li>
 * <li>Write: {@code licenses.web.ReportResponses} writes the report,
 * {@code problem.Problems} the refusal.</li>
 * </ol>
 * Before all of these, the valves of the {@code wire} package refuse every request that
 * could be read in two ways.
 *
 * <h2>A hit</h2> {@code fastpath.FastPathValve}, {@code licenses.web.ReportsAtHand} (the
 * path), {@code callers.Door}, {@code callers.KnownCallers} (or, for a credential that is
 * not remembered, Spring Security's providers in {@code callers.Authenticators}),
 * {@code callers.limits.RateLimits}, {@code licenses.web.ReportsAtHand} (the query),
 * {@code licenses.LicenseReports}, {@code cache.ReadThroughCache},
 * {@code licenses.web.ReportResponses}. A 304 takes the same steps; the last one compares
 * the entity tags.
 *
 * <h2>A miss</h2> The same steps as a hit, until the cache has nothing to answer at once.
 * Then the valve hands the request over to the usual path:
 * {@code correlation.CorrelationFilter}, the filters of
 * {@code callers.SecurityConfiguration}, which use what the door has found out,
 * {@code licenses.web.LicenseReportController}, {@code licenses.LicenseReports},
 * {@code cache.ReadThroughCache}, {@code cache.flight.Flights},
 * {@link org.partnergateway.partnercenter.PartnerCenterClient} with the channels of
 * {@code partnercenter.ChannelStack}, and {@code licenses.web.PendingReportHandler},
 * which writes the answer when the flight ends.
 *
 * <h2>A refusal</h2> Nothing is refused on the fast path. On the usual path
 * {@code callers.refusal.Refusals} refuses callers, and {@code problem.ProblemHandler}
 * reports every other failure; both write by {@code problem.Problems}.
 * {@code partnercenter.failure.PartnerCenterErrors} decides what a failure of Partner
 * Center means.
 */
@NullMarked
package org.partnergateway;

import org.jspecify.annotations.NullMarked;
