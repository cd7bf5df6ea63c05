/**
 * Finds reports for callers, in the store or at Partner Center.
 */
@NullMarked
package org.partnergateway.licenses;

import org.jspecify.annotations.NullMarked;
