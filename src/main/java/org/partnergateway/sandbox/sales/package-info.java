/**
 * Who has bought what: the invented figures behind all reports of the sandbox.
 */
@NullMarked
package org.partnergateway.sandbox.sales;

import org.jspecify.annotations.NullMarked;
