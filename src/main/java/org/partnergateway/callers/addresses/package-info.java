/**
 * Finds out from which address a request comes, behind which proxies.
 */
@NullMarked
package org.partnergateway.callers.addresses;

import org.jspecify.annotations.NullMarked;
