/**
 * The reports of Partner Center, and the questions that can be asked about them.
 */
@NullMarked
package org.partnergateway.partnercenter.question;

import org.jspecify.annotations.NullMarked;
