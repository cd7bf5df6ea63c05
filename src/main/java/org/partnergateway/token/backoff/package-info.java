/**
 * How long no token is asked for after a renewal has failed.
 */
@NullMarked
package org.partnergateway.token.backoff;

import org.jspecify.annotations.NullMarked;
