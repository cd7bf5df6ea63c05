/**
 * Access tokens of callers, and the keys of those who issue them.
 */
@NullMarked
package org.partnergateway.callers.tokens;

import org.jspecify.annotations.NullMarked;
