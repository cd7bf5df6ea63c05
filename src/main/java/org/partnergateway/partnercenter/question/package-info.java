/**
 * What can be asked of Partner Center.
 */
@NullMarked
package org.partnergateway.partnercenter.question;

import org.jspecify.annotations.NullMarked;
