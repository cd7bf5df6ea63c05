/**
 * The page for people who would rather look than read. It is static: a browser loads it
 * without a credential, and then asks for reports and status as any other caller. So
 * nothing of the partner's is here, and nothing else needs this package.
 */
@NullMarked
package org.partnergateway.page;

import org.jspecify.annotations.NullMarked;
