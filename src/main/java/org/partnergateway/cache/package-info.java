/**
 * A read-through cache that prefers a stored value to a wait. It knows neither licenses
 * nor Partner Center.
 *
 * <h2>The idea</h2> A stored value ages through four states, which
 * {@link org.partnergateway.cache.store.FreshnessPolicy} decides from its age alone:
 * <table>
 * <caption>What a caller gets</caption>
 * <tr>
 * <th>State</th>
 * <th>Answer</th>
 * </tr>
 * <tr>
 * <td>fresh</td>
 * <td>the stored value</td>
 * </tr>
 * <tr>
 * <td>refreshing</td>
 * <td>the stored value at once; one load runs in the background</td>
 * </tr>
 * <tr>
 * <td>stale</td>
 * <td>the result of a load, or the stored value if that load fails</td>
 * </tr>
 * <tr>
 * <td>expired</td>
 * <td>the result of a load, or its failure</td>
 * </tr>
 * </table>
 * <p>
 * A load in progress is a flight. There is at most one flight for each key, shared by all
 * callers that ask meanwhile. Its duration is bounded. It belongs to no caller, so a
 * caller that disconnects does not affect it. After a failed flight the origin is left
 * alone for a while (a back-off). Meanwhile a caller gets the stored value at once, if
 * there is one, and is refused at once otherwise. When the back-off ends, one flight
 * probes the origin. {@link org.partnergateway.cache.ReadThroughCache#forgive} ends a
 * back-off early if its cause is known to be gone.
 *
 * <h2>The settings</h2> The three durations of the policy, the bound in bytes, the
 * longest time that a load may take, and which failures are answers (a stored value never
 * takes their place, and no back-off follows them).
 */
@NullMarked
package org.partnergateway.cache;

import org.jspecify.annotations.NullMarked;
