/**
 * Tests for the documents: they lead somewhere, and name what there is.
 */
@NullMarked
package org.partnergateway.docs;

import org.jspecify.annotations.NullMarked;
