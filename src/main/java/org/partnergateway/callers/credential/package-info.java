/**
 * Finds the credential of a request.
 */
@NullMarked
package org.partnergateway.callers.credential;

import org.jspecify.annotations.NullMarked;
