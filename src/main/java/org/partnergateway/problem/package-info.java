/**
 * Answers every refusal and failure with {@code application/problem+json} (RFC 9457) in a
 * form that clients of Partner Center can read too.
 */
@NullMarked
package org.partnergateway.problem;

import org.jspecify.annotations.NullMarked;
