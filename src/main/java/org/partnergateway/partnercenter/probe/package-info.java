/**
 * Tries out a token that is not in use: which reports it may read.
 */
@NullMarked
package org.partnergateway.partnercenter.probe;

import org.jspecify.annotations.NullMarked;
