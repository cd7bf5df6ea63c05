/**
 * The files and secrets that prove to the token endpoint which application the gateway
 * is.
 */
@NullMarked
package org.partnergateway.token.credential;

import org.jspecify.annotations.NullMarked;
