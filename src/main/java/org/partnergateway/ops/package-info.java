/**
 * What people and machines watch the gateway by: its status for whoever may ask for
 * reports, its health, and the figures of licenses as gauges, besides the meters that
 * each package has of its own. It looks, and changes nothing; nothing else needs it.
 */
@NullMarked
package org.partnergateway.ops;

import org.jspecify.annotations.NullMarked;
