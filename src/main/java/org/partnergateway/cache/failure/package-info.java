/**
 * Back-offs: how long the origin is left alone after a failure.
 */
@NullMarked
package org.partnergateway.cache.failure;

import org.jspecify.annotations.NullMarked;
