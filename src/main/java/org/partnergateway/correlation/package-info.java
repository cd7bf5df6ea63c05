/**
 * The identity of a request: the ids by which Partner Center, its clients and its support
 * identify it. The names of their headers are defined only in this package.
 */
@NullMarked
package org.partnergateway.correlation;

import org.jspecify.annotations.NullMarked;
