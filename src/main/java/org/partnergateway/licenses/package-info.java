/**
 * The reports as callers get them: from the store, or from Partner Center.
 */
@NullMarked
package org.partnergateway.licenses;

import org.jspecify.annotations.NullMarked;
