/**
 * What it means when Partner Center gives no report.
 */
@NullMarked
package org.partnergateway.partnercenter.failure;

import org.jspecify.annotations.NullMarked;
