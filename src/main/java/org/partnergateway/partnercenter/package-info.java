/**
 * The client of Partner Center: its reports, how they are requested, and what its answers
 * and failures mean.
 *
 * <h2>One call</h2> {@link org.partnergateway.partnercenter.PartnerCenterClient#fetch}
 * sends a call through a stack of {@code Channel}s, each with one concern, which
 * {@code ChannelStack} builds. From the outside in: the breaker over all reports; the
 * log, metrics and span of the fetch; the deadline; the repetition of attempts that may
 * succeed later; the limit of concurrent calls; the translation of every failure into one
 * of the {@link org.partnergateway.partnercenter.failure.PartnerCenterException}s; the
 * token, with one repetition after a 401; the pause that a 429 asks for; the timeout of
 * one attempt; HTTP.
 *
 * <h2>The scope of a failure</h2> Each failure has a
 * {@link org.partnergateway.partnercenter.failure.FailureScope}: a failure keeps back the
 * question in its locale, the question in any locale, the report, or all questions. If
 * Partner Center itself rejects a question, that is an
 * {@link org.partnergateway.partnercenter.failure.PartnerCenterException.Answer}, and not
 * a failure.
 *
 * <h2>The settings</h2> The properties {@code partner-center.*}.
 */
@NullMarked
package org.partnergateway.partnercenter;

import org.jspecify.annotations.NullMarked;
