/**
 * The fast path: one valve before all that Spring adds to a request, for stored reports
 * that only have to be written.
 *
 * <h2>Why</h2> Writing a stored report takes less time than the filters of Spring
 * Security and Spring MVC before it.
 *
 * <h2>Why it answers like the usual path</h2> It asks the same objects in the same order:
 * {@link org.partnergateway.licenses.web.ReportsAtHand} which report the path is of,
 * {@link org.partnergateway.callers.Door} who calls and whether a request is left,
 * {@code ReportsAtHand} again what is stored and how to write it. If one of them has to
 * refuse, to start or to wait for something, the request takes the usual path, together
 * with what was found out so far.
 */
@NullMarked
package org.partnergateway.fastpath;

import org.jspecify.annotations.NullMarked;
