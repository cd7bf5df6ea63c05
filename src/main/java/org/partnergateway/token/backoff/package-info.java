/**
 * The back-off of the token endpoint after a renewal has failed.
 */
@NullMarked
package org.partnergateway.token.backoff;

import org.jspecify.annotations.NullMarked;
