/**
 * How a request shows who its caller is.
 */
@NullMarked
package org.partnergateway.callers.credential;

import org.jspecify.annotations.NullMarked;
