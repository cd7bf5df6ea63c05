/**
 * Storage of the refresh token, so that neither a crash nor another replica loses it.
 */
@NullMarked
package org.partnergateway.token.refresh;

import org.jspecify.annotations.NullMarked;
