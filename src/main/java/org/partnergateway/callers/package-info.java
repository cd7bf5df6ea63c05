/**
 * Decides who may ask, and how often. A request passes, in this order,
 * {@link org.partnergateway.callers.origins.OriginValve} (may the page that asks read the
 * answer?), {@link org.partnergateway.callers.origins.PreflightFilter} (may it ask at
 * all?), the authentication (an API key, {@link org.partnergateway.callers.keys.ApiKeys},
 * or an access token, {@link org.partnergateway.callers.tokens.IssuedTokens}),
 * {@link org.partnergateway.callers.RateLimitFilter} (how often?) and the only authority,
 * {@link org.partnergateway.callers.MayRead}.
 * {@link org.partnergateway.callers.refusal.Refusals} writes each refusal as a problem,
 * and limits the failed attempts of each address.
 */
@NullMarked
package org.partnergateway.callers;

import org.jspecify.annotations.NullMarked;
