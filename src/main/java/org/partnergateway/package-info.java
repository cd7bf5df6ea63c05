/**
 * Serves Partner Center's license analytics to everyone inside a company.
 *
 * <h2>One request, read straight down</h2> Each step is asked of one object, whichever
 * way the request takes:
 * <ol>
 * <li>Which report is it? {@code licenses.web.ReportPaths} knows the paths, and
 * {@code partnercenter.question.ReportQuery} reads the parameters.</li>
 * <li>Who asks, and may they? {@link org.partnergateway.callers.Door} remembers or
 * verifies the credential, once for each request.</li>
 * <li>How often? {@code callers.limits.RateLimits} gives a permit or a refusal.</li>
 * <li>What is there? {@link org.partnergateway.cache.ReadThroughCache} decides over what
 * is stored, what is being fetched, and what is left alone.</li>
 * <li>Write: {@code licenses.web.ReportResponses} writes the report,
 * {@code problem.Problems} the refusal.</li>
 * </ol>
 * Before all of these, the valves of the {@code wire} package refuse what could be read
 * in two ways.
 *
 * <h2>A hit, with a credential that is known, or one that was never seen</h2>
 * {@code fastpath.FastPathValve}, {@code licenses.web.ReportsAtHand} (the path),
 * {@code callers.Door}, {@code callers.KnownCallers} (or, for a credential that was never
 * seen, Spring Security's providers in {@code callers.Authenticators}),
 * {@code callers.limits.RateLimits}, {@code licenses.web.ReportsAtHand} (the question),
 * {@code licenses.LicenseReports}, {@code cache.ReadThroughCache},
 * {@code licenses.web.ReportResponses}. A 304 takes the same steps: the last one compares
 * the tags.
 *
 * <h2>A miss</h2> As a hit, until the cache has nothing at hand. The valve hands over to
 * the usual path: {@code correlation.CorrelationFilter},
 * {@code callers.SecurityConfiguration}'s filters, which find what the door found out,
 * {@code licenses.web.LicenseReportController}, {@code licenses.LicenseReports},
 * {@code cache.ReadThroughCache}, {@code cache.flight.Flights},
 * {@link org.partnergateway.partnercenter.PartnerCenterClient} with the channels that
 * {@code partnercenter.ChannelStack} stacks, and
 * {@code licenses.web.PendingReportHandler}, which writes when the flight has landed.
 *
 * <h2>A refusal</h2> Nothing is refused on the fast path. On the usual path
 * {@code callers.refusal.Refusals} refuses callers, and {@code problem.ProblemHandler}
 * tells of whatever else went wrong; both write by {@code problem.Problems}. What a
 * failure of Partner Center means is decided in
 * {@code partnercenter.failure.PartnerCenterErrors}.
 */
@NullMarked
package org.partnergateway;

import org.jspecify.annotations.NullMarked;
