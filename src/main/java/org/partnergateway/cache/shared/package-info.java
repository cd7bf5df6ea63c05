/**
 * The store that replicas share, and the claims that decide which replica loads a key.
 */
@NullMarked
package org.partnergateway.cache.shared;

import org.jspecify.annotations.NullMarked;
