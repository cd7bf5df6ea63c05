/**
 * How tokens are requested, and what the token endpoint's answers mean.
 */
@NullMarked
package org.partnergateway.token.request;

import org.jspecify.annotations.NullMarked;
