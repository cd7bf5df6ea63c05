/**
 * What replicas share, and how they agree on who loads.
 */
@NullMarked
package org.partnergateway.cache.shared;

import org.jspecify.annotations.NullMarked;
