/**
 * Serves Partner Center's license analytics to everyone inside a company.
 */
@NullMarked
package org.partnergateway;

import org.jspecify.annotations.NullMarked;
