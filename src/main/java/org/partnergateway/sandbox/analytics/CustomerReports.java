package org.partnergateway.sandbox.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reports of each customer about one measure. Whoever bought nothing has an empty
 * one.
 */
final class CustomerReports {

	private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

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
	 * @param customerId what stands in its place in the path, in lower case
	 * @return the body
	 * @throws RefusedException if that is no GUID, or not of a customer
	 */
	String read(String customerId) {
		if (!GUID.matcher(customerId).matches()) {
			throw RefusedException.badRequest("The customer's id is not a GUID.");
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
