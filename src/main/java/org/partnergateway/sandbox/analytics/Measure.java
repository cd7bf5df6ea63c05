package org.partnergateway.sandbox.analytics;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a report counts.
 */
enum Measure {

	/** Licenses sold and deployed. */
	DEPLOYMENT,

	/** Licenses used, of those that qualify, by workload. */
	USAGE;

	private static final List<String> OF_PRODUCT = List.of("serviceCode", "serviceName", "channel", "customerTenantId",
			"customerName", "productId", "productName");

	private static final List<String> OF_WORKLOAD = List.of("workloadCode", "workloadName");

	/**
	 * The names of the two counts in commercial rows.
	 */
	List<String> counts() {
		return switch (this) {
			case DEPLOYMENT -> List.of("licensesDeployed", "licensesSold");
			case USAGE -> List.of("licensesActive", "licensesQualified");
		};
	}

	/**
	 * The fields that commercial rows can be filtered and grouped by.
	 */
	private List<String> fields() {
		return switch (this) {
			case DEPLOYMENT -> OF_PRODUCT;
			case USAGE -> Stream.of(OF_PRODUCT, OF_WORKLOAD).flatMap(List::stream).toList();
		};
	}

	/**
	 * Finds a field that commercial rows can be filtered and grouped by.
	 * @param name the name in any letter case
	 * @return the name as rows spell it
	 * @throws RefusedException if there is none
	 */
	String field(String name) {
		return fields().stream()
			.filter(name::equalsIgnoreCase)
			.findFirst()
			.orElseThrow(() -> RefusedException.badRequest("The fields are " + String.join(", ", fields()) + "."));
	}

}
