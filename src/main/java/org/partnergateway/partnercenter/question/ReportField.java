package org.partnergateway.partnercenter.question;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The fields that the commercial reports can be filtered and grouped by, in the order in
 * which they are documented.
 */
enum ReportField {

	SERVICE_CODE("serviceCode"),

	SERVICE_NAME("serviceName"),

	CHANNEL("channel"),

	CUSTOMER_TENANT_ID("customerTenantId"),

	CUSTOMER_NAME("customerName"),

	PRODUCT_ID("productId"),

	PRODUCT_NAME("productName"),

	WORKLOAD_CODE("workloadCode"),

	WORKLOAD_NAME("workloadName");

	private final String label;

	ReportField(String label) {
		this.label = label;
	}

	/**
	 * The name of the field as Partner Center spells it.
	 */
	String label() {
		return this.label;
	}

	private boolean isOf(LicenseReport report) {
		boolean ofWorkload = this == WORKLOAD_CODE || this == WORKLOAD_NAME;
		return !ofWorkload || report == LicenseReport.COMMERCIAL_USAGE;
	}

	/**
	 * Finds a field by its name, in any letter case.
	 * @return the field; {@code null} if the report has no such field
	 */
	static @Nullable ReportField find(LicenseReport report, String name) {
		return Stream.of(values())
			.filter((field) -> field.label.equalsIgnoreCase(name) && field.isOf(report))
			.findFirst()
			.orElse(null);
	}

}
