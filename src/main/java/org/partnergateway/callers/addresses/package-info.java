/**
 * From which address a request comes, through which proxies.
 */
@NullMarked
package org.partnergateway.callers.addresses;

import org.jspecify.annotations.NullMarked;
