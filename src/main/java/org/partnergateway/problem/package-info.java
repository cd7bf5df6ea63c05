/**
 * Every refusal and failure, as {@code application/problem+json} (RFC 9457) that clients
 * of Partner Center can read too.
 */
@NullMarked
package org.partnergateway.problem;

import org.jspecify.annotations.NullMarked;
