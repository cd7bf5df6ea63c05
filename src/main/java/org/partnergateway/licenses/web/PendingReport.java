package org.partnergateway.licenses.web;

import java.util.concurrent.CompletableFuture;

import org.partnergateway.cache.Found;
import org.partnergateway.licenses.stored.StoredReport;

/**
 * A report that may still be fetched. Has its own type, because Spring MVC would process
 * any future asynchronously, even a complete one.
 *
 * @param future the report
 */
record PendingReport(CompletableFuture<Found<StoredReport>> future) {

	/**
	 * A report whose fetch a caller has waited for.
	 *
	 * @param found the report
	 */
	record Arrived(Found<StoredReport> found) {
	}

}
