/**
 * The invented sales behind the generated reports of the sandbox.
 */
@NullMarked
package org.partnergateway.sandbox.sales;

import org.jspecify.annotations.NullMarked;
