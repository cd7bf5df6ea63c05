/**
 * How a value is loaded, in time.
 */
@NullMarked
package org.partnergateway.cache.load;

import org.jspecify.annotations.NullMarked;
