/**
 * Lets people and machines observe the gateway: its status for the same callers as the
 * reports, its health, and the license figures as gauges. Each other package has its own
 * meters. This package changes nothing, and no other package needs it.
 */
@NullMarked
package org.partnergateway.ops;

import org.jspecify.annotations.NullMarked;
