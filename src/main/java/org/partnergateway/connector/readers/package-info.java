/**
 * Answers to readers who take their time, without a thread for each of them.
 */
@NullMarked
package org.partnergateway.connector.readers;

import org.jspecify.annotations.NullMarked;
