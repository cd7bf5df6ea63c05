package org.partnergateway.sandbox.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.sales.Holding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commercial report about one measure, with the rows that were processed on each of
 * two days.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-licenses-deployment-information">
 * Get licenses deployment information</a>
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/get-licenses-usage-information">
 * Get licenses usage information</a>
 */
final class CommercialReport implements Report {

	private static final LocalDate PROCESSED = LocalDate.of(2026, 11, 10);

	private static final LocalDate PROCESSED_BEFORE = PROCESSED.minusWeeks(1);

	private final Measure measure;

	private final NavigableMap<LocalDate, List<ObjectNode>> rows = new TreeMap<>();

	CommercialReport(Measure measure, List<Holding> holdings) {
		this.measure = measure;
		this.rows.put(PROCESSED, rows(PROCESSED, holdings));
		this.rows.put(PROCESSED_BEFORE, rows(PROCESSED_BEFORE, holdings.stream().map(Holding::earlier).toList()));
	}

	private List<ObjectNode> rows(LocalDate processed, List<Holding> holdings) {
		Rows made = new CommercialRows(processed);
		return holdings.stream().flatMap((holding) -> made.of(holding, this.measure)).toList();
	}

	@Override
	public String read(String url, @Nullable String query) {
		Parameters parameters = Parameters.of(query);
		CommercialQuery asked = CommercialQuery.of(parameters, this.measure);
		List<ObjectNode> found = processed(asked.processed()).stream().filter(asked.filter()).toList();
		if (!asked.groupBy().isEmpty()) {
			found = new Grouping(asked.groupBy(), this.measure).group(found);
		}
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.putArray("Value").addAll(found.stream().skip(asked.skip()).limit(asked.top()).toList());
		long next = (long) asked.skip() + asked.top();
		body.put("@nextLink", (next < found.size()) ? url + "?" + parameters.with("skip", String.valueOf(next)) : null);
		body.put("TotalCount", found.size());
		return JsonMapper.shared().writeValueAsString(body);
	}

	private List<ObjectNode> processed(@Nullable LocalDate date) {
		return (date != null) ? this.rows.getOrDefault(date, List.of()) : this.rows.lastEntry().getValue();
	}

}
