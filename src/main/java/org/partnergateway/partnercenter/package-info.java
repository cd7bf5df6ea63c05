/**
 * Everything that is known about Partner Center: what it offers, how it is asked, what
 * its answers and its failures mean.
 *
 * <h2>One call</h2> {@link org.partnergateway.partnercenter.PartnerCenterClient#fetch}
 * sends a call through a stack of {@code Channel}s, each with one concern, which
 * {@code PartnerCenterConfiguration} builds in one method. From the outside in: the
 * breaker over all reports, a deadline for everything, repetition of what may heal, the
 * limit of calls at a time, translation of every failure into one of the
 * {@link org.partnergateway.partnercenter.PartnerCenterException}s, the token with its
 * one repetition after a 401, the limit of one attempt, HTTP.
 *
 * <h2>The knobs</h2> The properties {@code partner-center.*}.
 */
@NullMarked
package org.partnergateway.partnercenter;

import org.jspecify.annotations.NullMarked;
