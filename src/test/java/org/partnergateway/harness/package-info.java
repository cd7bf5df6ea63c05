/**
 * What the tests that start the gateway share: clients, upstreams, clocks, callers'
 * credentials and processes.
 */
@NullMarked
package org.partnergateway.harness;

import org.jspecify.annotations.NullMarked;
