/**
 * API keys, and whose they are.
 */
@NullMarked
package org.partnergateway.callers.keys;

import org.jspecify.annotations.NullMarked;
