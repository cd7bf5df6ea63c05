/**
 * Access tokens of callers, and the keys of their issuers.
 */
@NullMarked
package org.partnergateway.callers.tokens;

import org.jspecify.annotations.NullMarked;
