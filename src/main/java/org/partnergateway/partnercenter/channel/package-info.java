/**
 * What a call to Partner Center goes through, one channel around the other.
 */
@NullMarked
package org.partnergateway.partnercenter.channel;

import org.jspecify.annotations.NullMarked;
