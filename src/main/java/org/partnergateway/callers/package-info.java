/**
 * The front door: who may ask, and how often. A request meets, in this order,
 * {@link org.partnergateway.callers.OriginValve} (may the page that asks read the
 * answer?), {@link org.partnergateway.callers.PreflightFilter} (may it ask at all?),
 * {@link org.partnergateway.callers.FailedAttemptsFilter} (has its address failed too
 * often?), the authentication (an API key, {@link org.partnergateway.callers.ApiKeys}, or
 * an access token, {@link org.partnergateway.callers.IssuedTokens}),
 * {@link org.partnergateway.callers.RateLimitFilter} (how often?) and the one authority
 * that there is, {@link org.partnergateway.callers.MayRead}.
 * {@link org.partnergateway.callers.Refusals} says no, always with a problem.
 */
@NullMarked
package org.partnergateway.callers;

import org.jspecify.annotations.NullMarked;
