package org.partnergateway.sandbox.analytics;

import org.partnergateway.sandbox.sales.Holding;
import org.partnergateway.sandbox.sales.Holding.Use;
import org.partnergateway.sandbox.sales.Service;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the rows of customer reports.
 */
final class CustomerRows extends Rows {

	private static final String DEPLOYMENT_PROCESSED = "2026-11-20";

	private static final String USAGE_PROCESSED = "2026-11-15";

	@Override
	ObjectNode deployment(Holding holding) {
		Service service = holding.service();
		ObjectNode row = ofProduct(holding);
		count(row, "licensesDeployed", holding.deployed(), service);
		count(row, "licensesSold", holding.sold(), service);
		row.put("deploymentPercent", percent(holding.deployed(), holding.sold()));
		return finish(row, holding, DEPLOYMENT_PROCESSED, "CustomerLicensesDeploymentInsights");
	}

	@Override
	ObjectNode usage(Holding holding, Use use) {
		Service service = holding.service();
		ObjectNode row = ofProduct(holding);
		count(row, "licensesActive", use.active(), service);
		count(row, "licensesQualified", holding.deployed(), service);
		row.put("usagePercent", percent(use.active(), holding.deployed()));
		row.put("workloadCode", use.code()).put("workloadName", use.name());
		return finish(row, holding, USAGE_PROCESSED, "CustomerLicensesUsageInsights");
	}

	private static ObjectNode ofProduct(Holding holding) {
		return row().put("customerId", holding.customer().id())
			.put("customerName", holding.customer().name())
			.put("productName", holding.product().name())
			.put("serviceCode", holding.service().code());
	}

	private static ObjectNode finish(ObjectNode row, Holding holding, String processed, String type) {
		Service service = holding.service();
		row.put("processedDateTime", processed + "T" + service.processedAt() + service.zone())
			.put("serviceName", service.code())
			.put("channel", holding.channel())
			.putObject("attributes")
			.put("objectType", type);
		return row;
	}

	/**
	 * The percentage, rounded to two decimals; may be more than 100.
	 */
	private static double percent(int part, int whole) {
		return (whole == 0) ? 0 : Math.round(10_000.0 * part / whole) / 100.0;
	}

}
