/**
 * The proof of a consent: what it may read, and what became of it.
 */
@NullMarked
package org.partnergateway.consent.proof;

import org.jspecify.annotations.NullMarked;
