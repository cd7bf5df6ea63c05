/**
 * A read-through cache that would rather answer than wait. It knows neither licenses nor
 * Partner Center.
 *
 * <h2>The idea</h2> A stored value ages through four states, decided by
 * {@link org.partnergateway.cache.store.FreshnessPolicy} from nothing but its age:
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
 * Loads are flights: one a key at a time, shared by everyone who asks meanwhile, bounded
 * in time, and nobody's in particular, so that a caller who leaves changes nothing. After
 * a failed flight the origin is left alone for a while (a back-off); in that time whoever
 * has something stored is answered with it at once, and everyone else is refused at once.
 * When it ends, one flight probes. Who knows that the cause is gone ends it early
 * ({@link org.partnergateway.cache.ReadThroughCache#forgive}).
 *
 * <h2>The knobs</h2> The three durations of the policy, the bound in bytes, the longest a
 * load may take, and which failures are answers (never answered stale, never backed off
 * from).
 */
@NullMarked
package org.partnergateway.cache;

import org.jspecify.annotations.NullMarked;
