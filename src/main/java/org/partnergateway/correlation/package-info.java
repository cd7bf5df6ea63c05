/**
 * The identity of a request: the ids that Partner Center, its clients and its support
 * staff know it by. Nothing outside this package spells the names of their headers.
 */
@NullMarked
package org.partnergateway.correlation;

import org.jspecify.annotations.NullMarked;
