package org.partnergateway.sandbox.analytics;

import java.time.LocalDate;
import java.util.Locale;

import org.partnergateway.sandbox.sales.Holding;
import org.partnergateway.sandbox.sales.Holding.Use;
import org.partnergateway.sandbox.sales.Service;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the rows of the commercial reports: about all customers, without a percentage,
 * with times without a zone, and with customer ids in upper case.
 */
final class CommercialRows extends Rows {

	private final LocalDate processed;

	CommercialRows(LocalDate processed) {
		this.processed = processed;
	}

	@Override
	ObjectNode deployment(Holding holding) {
		ObjectNode row = ofProduct(holding);
		count(row, "licensesDeployed", holding.deployed(), holding.service());
		count(row, "licensesSold", holding.sold(), holding.service());
		return row;
	}

	@Override
	ObjectNode usage(Holding holding, Use use) {
		ObjectNode row = ofProduct(holding);
		row.put("workloadCode", use.code()).put("workloadName", use.name());
		count(row, holding.service().active(), use.active(), holding.service());
		count(row, "licensesQualified", holding.deployed(), holding.service());
		return row;
	}

	private ObjectNode ofProduct(Holding holding) {
		Service service = holding.service();
		return row().put("processedDateTime", this.processed + "T" + service.processedAt())
			.put("serviceCode", service.code())
			.put("serviceName", service.name())
			.put("channel", holding.channel())
			.put("customerTenantId", holding.customer().id().toUpperCase(Locale.ROOT))
			.put("customerName", holding.customer().name())
			.put("productId", holding.product().id())
			.put("productName", holding.product().name());
	}

}
