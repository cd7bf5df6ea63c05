/**
 * A report in the forms in which it is stored.
 */
@NullMarked
package org.partnergateway.licenses.stored;

import org.jspecify.annotations.NullMarked;
