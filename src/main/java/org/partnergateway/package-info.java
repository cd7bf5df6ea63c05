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
 * <h2>A hit</h2> In this order, as a debugger shows it: {@code fastpath.FastPathValve},
 * {@code licenses.web.ReportsAtHand} (the path), {@code callers.Door},
 * {@code callers.KnownCallers}, {@code callers.limits.RateLimits},
 * {@code licenses.web.ReportsAtHand} (the query), {@code licenses.LicenseReports},
 * {@code cache.ReadThroughCache}, {@code cache.Answers},
 * {@code licenses.web.ReportResponses}.
 *
 * <h2>A 304</h2> As a hit. The last step compares the entity tags.
 *
 * <h2>A credential that is not remembered</h2> As a hit. After the look at
 * {@code callers.KnownCallers} the door asks Spring Security's providers:
 * {@code callers.keys.ApiKeyAuthenticationProvider}, or Spring's own with
 * {@code callers.tokens.IssuedTokens}. A request that is traced takes the usual path, and
 * the same door has found out who calls.
 *
 * <h2>A miss</h2> As a hit, until {@code cache.ReadThroughCache} has nothing to answer at
 * once. Then the valve hands the request over to the usual path:
 * {@code correlation.CorrelationFilter}, {@code callers.Door} and
 * {@code callers.RateLimitFilter} in Spring Security's chain, which use what the door has
 * found out, {@code licenses.web.LicenseReportController},
 * {@code licenses.LicenseReports}, {@code cache.ReadThroughCache},
 * {@code cache.flight.Flights},
 * {@link org.partnergateway.partnercenter.PartnerCenterClient} with the channels of
 * {@code partnercenter.ChannelStack}. When the reply has come,
 * {@code cache.flight.Landings} ends the flight, and
 * {@code licenses.web.PendingReportHandler} has {@code licenses.web.ReportResponses}
 * write the answer.
 *
 * <h2>A refusal</h2> As a hit up to {@code callers.Door}. Nothing is refused on the fast
 * path. On the usual path {@code callers.refusal.Refusals} refuses callers, and
 * {@code problem.ProblemHandler} reports every other failure; both write by
 * {@code problem.Problems}. {@code partnercenter.failure.PartnerCenterErrors} decides
 * what a failure of Partner Center means.
 */
@NullMarked
package org.partnergateway;

import org.jspecify.annotations.NullMarked;
