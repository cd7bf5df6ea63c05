/**
 * Sends the gateway very many requests that are nearly right, over real sockets, and
 * looks whether each answer keeps the contract. Which requests is decided by a seed; one
 * that fails is named with the seed and its index, by which it can be sent again.
 */
@NullMarked
package org.partnergateway.fuzz;

import org.jspecify.annotations.NullMarked;
