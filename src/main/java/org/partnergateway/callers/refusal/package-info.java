/**
 * How callers are refused, and the audit line that says so.
 */
@NullMarked
package org.partnergateway.callers.refusal;

import org.jspecify.annotations.NullMarked;
