package org.partnergateway.sandbox.sales;

import java.util.List;
import java.util.Map;

/**
 * A service that licenses are for, with the oddities of its figures.
 *
 * @param code the code
 * @param name the name
 * @param processedAt the time of day at which its figures are processed
 * @param zone the zone of that time in customer reports; commercial rows have none
 * @param active how commercial rows spell the count of active licenses
 * @param decimals whether counts come as {@code 206.0}
 * @param products the products of the service
 */
public record Service(String code, String name, String processedAt, String zone, String active, boolean decimals,
		List<Product> products) {

	/**
	 * A product.
	 *
	 * @param id the GUID
	 * @param name the name
	 * @param workloads names of the workloads by code; empty if no use is counted
	 */
	public record Product(String id, String name, Map<String, String> workloads) {
	}

}
