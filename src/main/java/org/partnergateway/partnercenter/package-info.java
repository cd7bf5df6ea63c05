/**
 * Everything that is known about Partner Center: what it offers, how it is asked, what
 * its answers and its failures mean.
 *
 * <h2>One call</h2> {@link org.partnergateway.partnercenter.PartnerCenterClient#fetch}
 * sends a call through a stack of {@code Channel}s, each with one concern, which
 * {@code ChannelStack} builds. From the outside in: the breaker over all reports, a
 * deadline for everything, repetition of what may heal, the limit of calls at a time,
 * translation of every failure into one of the
 * {@link org.partnergateway.partnercenter.failure.PartnerCenterException}s, the token
 * with its one repetition after a 401, the pause that a 429 asks for, the limit of one
 * attempt, HTTP.
 *
 * <h2>Whose failure it is</h2> Each failure has a
 * {@link org.partnergateway.partnercenter.failure.FailureScope}: what is held against one
 * question keeps back that question in that culture, and what is held against the gateway
 * keeps back everyone. Partner Center's own word about a question is an
 * {@link org.partnergateway.partnercenter.failure.PartnerCenterException.Answer}, and no
 * failure.
 *
 * <h2>The knobs</h2> The properties {@code partner-center.*}.
 */
@NullMarked
package org.partnergateway.partnercenter;

import org.jspecify.annotations.NullMarked;
