package org.partnergateway.licenses.web;

import java.util.concurrent.CompletableFuture;

import org.partnergateway.cache.Found;
import org.partnergateway.licenses.stored.StoredReport;

/**
 * A report that may have to be waited for. A type of its own, because Spring MVC would go
 * asynchronous for any future, even for one that is complete.
 *
 * @param future the report
 */
record PendingReport(CompletableFuture<Found<StoredReport>> future) {

	/**
	 * A report that has been waited for.
	 *
	 * @param found the report
	 */
	record Arrived(Found<StoredReport> found) {
	}

}
