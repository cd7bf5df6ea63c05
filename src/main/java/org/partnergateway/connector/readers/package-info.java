/**
 * Writes answers to slow readers without a thread for each of them.
 */
@NullMarked
package org.partnergateway.connector.readers;

import org.jspecify.annotations.NullMarked;
