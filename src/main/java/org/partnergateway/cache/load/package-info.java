/**
 * Loading of values within a time limit.
 */
@NullMarked
package org.partnergateway.cache.load;

import org.jspecify.annotations.NullMarked;
