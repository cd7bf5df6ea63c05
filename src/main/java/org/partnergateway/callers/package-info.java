/**
 * The front door: who may ask, and how often. A request meets, in this order,
 * {@link org.partnergateway.callers.origins.OriginValve} (may the page that asks read the
 * answer?), {@link org.partnergateway.callers.origins.PreflightFilter} (may it ask at
 * all?), the authentication (an API key, {@link org.partnergateway.callers.keys.ApiKeys},
 * or an access token, {@link org.partnergateway.callers.tokens.IssuedTokens}),
 * {@link org.partnergateway.callers.RateLimitFilter} (how often?) and the one authority
 * that there is, {@link org.partnergateway.callers.MayRead}.
 * {@link org.partnergateway.callers.refusal.Refusals} says no, always with a problem, and
 * tells addresses to wait from which too many come whom nobody knows.
 */
@NullMarked
package org.partnergateway.callers;

import org.jspecify.annotations.NullMarked;
