package org.partnergateway.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/**
 * Adapts meters for scraping: adds a description to those that come without one, and
 * denies those that say nothing here.
 */
final class MeterNames implements MeterFilter {

	private static final String FETCH = "partnercenter.fetch";

	// There are no sessions; a flight takes as long as its fetch; and Caffeine counts
	// only what it has loaded itself.
	private static final List<String> SILENT = List.of("tomcat.sessions", "reports.flight", "cache.puts");

	private static final Map<String, String> DESCRIPTIONS = Map.of( //
			"http.server.requests", "Requests, by how they were answered", //
			"http.client.requests", "Attempts to call Partner Center or the token endpoint", //
			FETCH, "Fetches from Partner Center with all their attempts, by how they ended", //
			"partnercenter.token.request", "Renewals of the access token, over the wire");

	@Override
	public Meter.Id map(Meter.Id id) {
		String description = DESCRIPTIONS.get(id.getName());
		if (description == null) {
			return id;
		}
		return new Meter.Id(id.getName(), tags(id), id.getBaseUnit(), description, id.getType());
	}

	private static Tags tags(Meter.Id id) {
		Stream<Tag> tags = id.getTags().stream();
		// The outcome says more than the name of an exception class.
		return Tags.of(id.getName().equals(FETCH) ? tags.filter((tag) -> !tag.getKey().equals("error")).toList()
				: tags.toList());
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		return SILENT.stream().anyMatch(id.getName()::startsWith) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
	}

}
