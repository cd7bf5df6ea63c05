/**
 * What callers see of the reports: their paths, their bytes, their validators and how
 * fresh they are.
 */
@NullMarked
package org.partnergateway.licenses;

import org.jspecify.annotations.NullMarked;
