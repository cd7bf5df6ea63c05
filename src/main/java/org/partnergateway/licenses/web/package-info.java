/**
 * Serves the reports over HTTP.
 */
@NullMarked
package org.partnergateway.licenses.web;

import org.jspecify.annotations.NullMarked;
