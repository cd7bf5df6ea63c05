/**
 * The channels of a call to Partner Center, each of which wraps the next.
 */
@NullMarked
package org.partnergateway.partnercenter.channel;

import org.jspecify.annotations.NullMarked;
