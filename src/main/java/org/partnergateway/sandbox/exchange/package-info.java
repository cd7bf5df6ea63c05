/**
 * How requests come and answers travel, with what is to go wrong on the way.
 */
@NullMarked
package org.partnergateway.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
