/**
 * The fast path through the gateway: one valve before everything that Spring puts around
 * a request, for answers about which there is nothing to decide any more.
 *
 * <h2>Why</h2> To write a stored report takes less than what has to be gone through
 * before it: the chains of Spring Security and of Spring MVC, and most of all the
 * signature of the caller's token. All of that leads to the same end for the same caller,
 * minute after minute.
 *
 * <h2>What keeps it honest</h2> It decides nothing. The caller is one whom Spring
 * Security has let pass within the last minute with the very same credential, since the
 * keys last changed, and who has not come to the end of a limit
 * ({@link org.partnergateway.callers.KnownCallers}); the report is stored, is fresh or
 * has its refresh under way or may have none now, and is asked for by its plain path
 * ({@link org.partnergateway.licenses.ReportsAtHand}); both are written by the same code
 * as on the whole way; and the answer is counted and timed under the same names. Whatever
 * is different in any of this goes the whole way, as if this one did not exist.
 */
@NullMarked
package org.partnergateway.fastpath;

import org.jspecify.annotations.NullMarked;
