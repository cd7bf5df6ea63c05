/**
 * What the port for callers may take of the machine: threads, connections and their
 * buffers. Who waits for something here holds no thread, and nobody holds more than a
 * share.
 */
@NullMarked
package org.partnergateway.connector;

import org.jspecify.annotations.NullMarked;
