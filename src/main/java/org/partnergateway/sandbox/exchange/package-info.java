/**
 * The requests and answers of the sandbox, and the faults that they meet.
 */
@NullMarked
package org.partnergateway.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
