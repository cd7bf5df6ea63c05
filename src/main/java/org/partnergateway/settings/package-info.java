/**
 * How a wrong configuration stops the start: with one message that names the property and
 * says what to set.
 */
@NullMarked
package org.partnergateway.settings;

import org.jspecify.annotations.NullMarked;
