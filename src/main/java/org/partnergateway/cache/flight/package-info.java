/**
 * Flights: the loads in progress, at most one for each key.
 */
@NullMarked
package org.partnergateway.cache.flight;

import org.jspecify.annotations.NullMarked;
