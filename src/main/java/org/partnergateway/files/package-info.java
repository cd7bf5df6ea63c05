/**
 * Files that are the same for everybody: made once, by the first request for them, and
 * then sent as they are, compressed if the caller takes that.
 */
@NullMarked
package org.partnergateway.files;

import org.jspecify.annotations.NullMarked;
