/**
 * The page that shows the figures to people. It is static: a browser loads it without a
 * credential, and then asks for reports and status like any other caller. So it contains
 * nothing of the partner's, and no other package needs this one.
 */
@NullMarked
package org.partnergateway.page;

import org.jspecify.annotations.NullMarked;
