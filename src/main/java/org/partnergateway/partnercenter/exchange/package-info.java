/**
 * The calls to Partner Center, and its replies.
 */
@NullMarked
package org.partnergateway.partnercenter.exchange;

import org.jspecify.annotations.NullMarked;
