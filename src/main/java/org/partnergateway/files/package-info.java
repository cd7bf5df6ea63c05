/**
 * Static files: made once, by the first request for them, and sent from memory
 * afterwards, compressed if the caller accepts that.
 */
@NullMarked
package org.partnergateway.files;

import org.jspecify.annotations.NullMarked;
