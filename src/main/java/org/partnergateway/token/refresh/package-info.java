/**
 * Where the refresh token is kept, so that neither a crash nor another replica loses it.
 */
@NullMarked
package org.partnergateway.token.refresh;

import org.jspecify.annotations.NullMarked;
