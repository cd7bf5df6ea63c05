/**
 * The loads in progress, one for each key.
 */
@NullMarked
package org.partnergateway.cache.flight;

import org.jspecify.annotations.NullMarked;
