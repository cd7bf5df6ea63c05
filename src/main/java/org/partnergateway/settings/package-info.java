/**
 * Checks of the configuration: an invalid property stops the start, with one message that
 * names it and says what to set.
 */
@NullMarked
package org.partnergateway.settings;

import org.jspecify.annotations.NullMarked;
