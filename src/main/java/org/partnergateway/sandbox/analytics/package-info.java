/**
 * The customer reports and the commercial reports of the sandbox, with some fifty
 * customers and all the oddities of Partner Center's own.
 *
 * <h2>The idea</h2> {@code customers.txt} lists the customers, and {@code services.json}
 * what they can buy. Who bought what is drawn from a fixed seed, so that every run has
 * the same data. {@link org.partnergateway.sandbox.analytics.LicenseAnalytics} finds a
 * {@link org.partnergateway.sandbox.analytics.Report Report} by its path. The report
 * answers a query or {@link org.partnergateway.sandbox.analytics.RefusedException
 * refuses} it.
 */
@NullMarked
package org.partnergateway.sandbox.analytics;

import org.jspecify.annotations.NullMarked;
