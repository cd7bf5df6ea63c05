/**
 * The failures of a call to Partner Center, and what they mean.
 */
@NullMarked
package org.partnergateway.partnercenter.failure;

import org.jspecify.annotations.NullMarked;
