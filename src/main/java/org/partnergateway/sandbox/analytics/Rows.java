package org.partnergateway.sandbox.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.partnergateway.sandbox.sales.Holding;
import org.partnergateway.sandbox.sales.Holding.Use;
import org.partnergateway.sandbox.sales.Service;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the rows of one kind of report, with gaps like Partner Center's: any field may be
 * missing or null, but few are.
 */
abstract class Rows {

	private static final int GAP_EVERY = 17;

	private int made;

	/**
	 * The rows about one product of one customer: one row for deployment, or one for each
	 * workload.
	 */
	final Stream<ObjectNode> of(Holding holding, Measure measure) {
		return switch (measure) {
			case DEPLOYMENT -> Stream.of(gapped(deployment(holding)));
			case USAGE -> holding.uses().stream().map((use) -> gapped(usage(holding, use)));
		};
	}

	abstract ObjectNode deployment(Holding holding);

	abstract ObjectNode usage(Holding holding, Use use);

	static ObjectNode row() {
		return JsonNodeFactory.instance.objectNode();
	}

	static void count(ObjectNode row, String name, int count, Service service) {
		if (service.decimals()) {
			row.put(name, (double) count);
		}
		else {
			row.put(name, count);
		}
	}

	/**
	 * Removes a field or its value from every seventeenth row, another field each time.
	 */
	private ObjectNode gapped(ObjectNode row) {
		this.made++;
		if (this.made % GAP_EVERY == 0) {
			int gap = this.made / GAP_EVERY;
			List<String> fields = new ArrayList<>(row.propertyNames());
			String field = fields.get(gap % fields.size());
			if (gap % 2 == 0) {
				row.remove(field);
			}
			else {
				row.putNull(field);
			}
		}
		return row;
	}

}
