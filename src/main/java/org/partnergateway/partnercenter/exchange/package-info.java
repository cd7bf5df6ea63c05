/**
 * What is sent to Partner Center, and what comes back.
 */
@NullMarked
package org.partnergateway.partnercenter.exchange;

import org.jspecify.annotations.NullMarked;
