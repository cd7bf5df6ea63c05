/**
 * Decides which pages of other origins may read answers.
 */
@NullMarked
package org.partnergateway.callers.origins;

import org.jspecify.annotations.NullMarked;
