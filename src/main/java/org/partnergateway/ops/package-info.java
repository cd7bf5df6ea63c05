/**
 * What people and machines watch the gateway by, besides the meters that each package has
 * of its own. Nothing else needs it.
 */
@NullMarked
package org.partnergateway.ops;

import org.jspecify.annotations.NullMarked;
