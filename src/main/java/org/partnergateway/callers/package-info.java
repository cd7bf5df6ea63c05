/**
 * The front door: who may ask.
 */
@NullMarked
package org.partnergateway.callers;

import org.jspecify.annotations.NullMarked;
