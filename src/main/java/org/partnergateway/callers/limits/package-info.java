/**
 * How many requests and fetches a caller may make.
 */
@NullMarked
package org.partnergateway.callers.limits;

import org.jspecify.annotations.NullMarked;
