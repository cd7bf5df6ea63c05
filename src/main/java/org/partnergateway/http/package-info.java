/**
 * Readers of HTTP header fields according to the RFCs, which use no other type of this
 * project.
 */
@NullMarked
package org.partnergateway.http;

import org.jspecify.annotations.NullMarked;
