/**
 * Reports in the forms in which they are stored.
 */
@NullMarked
package org.partnergateway.licenses.stored;

import org.jspecify.annotations.NullMarked;
