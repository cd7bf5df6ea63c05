package org.partnergateway.sandbox.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.partnergateway.sandbox.sales.Customer;
import org.partnergateway.sandbox.sales.Holding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reports of each customer about one measure. That of a customer who bought nothing
 * is empty. Those of a former customer, and of one without figures, are refused as at
 * Partner Center.
 */
final class CustomerReports {

	private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

	static final String FORMER = "5f0c0a4e-92c9-4a5e-9a0b-7c1d5b1e2f30";

	static final String WITHOUT_FIGURES = "0b6f0d7c-3a64-4c1e-8f57-2f0a9c7f6e11";

	private final Map<String, ArrayNode> items = new HashMap<>();

	CustomerReports(Measure measure, List<Customer> customers, List<Holding> holdings) {
		Rows made = new CustomerRows();
		for (Customer customer : customers) {
			ArrayNode rows = JsonNodeFactory.instance.arrayNode();
			holdings.stream()
				.filter((holding) -> holding.customer().equals(customer))
				.flatMap((holding) -> made.of(holding, measure))
				.forEach(rows::add);
			this.items.put(customer.id(), rows);
		}
	}

	/**
	 * The report of one customer.
	 * @param customerId the part of the path for the customer, in lower case
	 * @return the body
	 * @throws RefusedException if that is not a GUID, or not the id of a customer, or of
	 * one whose reports are refused
	 */
	String read(String customerId) {
		if (!GUID.matcher(customerId).matches()) {
			throw RefusedException.badRequest("The customer's id is not a GUID.");
		}
		if (customerId.equals(FORMER)) {
			throw RefusedException.formerCustomer();
		}
		if (customerId.equals(WITHOUT_FIGURES)) {
			throw RefusedException.noUsageData();
		}
		ArrayNode rows = this.items.get(customerId);
		if (rows == null) {
			throw RefusedException.unknownTenant();
		}
		ObjectNode body = JsonNodeFactory.instance.objectNode().put("totalCount", rows.size());
		body.set("items", rows);
		body.putObject("attributes").put("objectType", "Collection");
		return JsonMapper.shared().writeValueAsString(body);
	}

}
