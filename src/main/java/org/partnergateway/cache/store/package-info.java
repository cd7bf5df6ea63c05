/**
 * The entries that this replica has stored, and how old they may be.
 */
@NullMarked
package org.partnergateway.cache.store;

import org.jspecify.annotations.NullMarked;
