/**
 * Bounds the resources that the port for callers uses: threads, connections and their
 * buffers. A waiting caller holds no thread, and no caller holds more than a share.
 */
@NullMarked
package org.partnergateway.connector;

import org.jspecify.annotations.NullMarked;
