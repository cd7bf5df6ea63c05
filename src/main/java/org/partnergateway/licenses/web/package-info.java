/**
 * HTTP over the reports.
 */
@NullMarked
package org.partnergateway.licenses.web;

import org.jspecify.annotations.NullMarked;
