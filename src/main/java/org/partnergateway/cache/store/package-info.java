/**
 * What this replica has stored, and how old it may be.
 */
@NullMarked
package org.partnergateway.cache.store;

import org.jspecify.annotations.NullMarked;
