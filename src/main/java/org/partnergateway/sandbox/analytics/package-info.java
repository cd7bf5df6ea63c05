/**
 * What the sandbox knows of licenses: the customer reports and the commercial reports of
 * some fifty customers, with all the oddities that Partner Center's own have.
 *
 * <h2>The idea</h2> {@code customers.txt} says who there is and {@code services.json}
 * what they can buy; who bought what is drawn from a fixed seed, so that every run holds
 * the same. {@link org.partnergateway.sandbox.analytics.LicenseAnalytics} finds a
 * {@link org.partnergateway.sandbox.analytics.Report Report} by its path, and that
 * answers a query or {@link org.partnergateway.sandbox.analytics.RefusedException
 * refuses} it.
 */
@NullMarked
package org.partnergateway.sandbox.analytics;

import org.jspecify.annotations.NullMarked;
