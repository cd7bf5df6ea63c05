/**
 * How callers are refused, and the audit line for each refusal.
 */
@NullMarked
package org.partnergateway.callers.refusal;

import org.jspecify.annotations.NullMarked;
