package org.partnergateway.sandbox.sales;

import java.util.List;
import java.util.Map;

/**
 * What licenses are for, with the habits of whatever aggregates its figures.
 *
 * @param code the code
 * @param name the name
 * @param processedAt the time of day at which it is processed
 * @param zone the zone of that time in customer reports; commercial rows have none
 * @param active how commercial rows spell the count of active licenses
 * @param decimals whether counts come as {@code 206.0}
 * @param products what is sold of it
 */
public record Service(String code, String name, String processedAt, String zone, String active, boolean decimals,
		List<Product> products) {

	/**
	 * What is sold.
	 *
	 * @param id the GUID
	 * @param name the name
	 * @param workloads names by code, of what can be used; none if nothing is counted
	 */
	public record Product(String id, String name, Map<String, String> workloads) {
	}

}
