/**
 * API keys, and the callers that they belong to.
 */
@NullMarked
package org.partnergateway.callers.keys;

import org.jspecify.annotations.NullMarked;
