import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of what happened.
 *
 * @param tally what callers saw
 * @param upstream what the upstream saw
 * @param heap bytes in use after a full garbage collection, from early to late
 * @param before the metrics before the first caller
 * @param after the metrics after the last one
 */
record Outcome(Tally tally, Upstream upstream, List<Long> heap, Metrics before, Metrics after) {

	void print() {
		System.out.println("\n| | |\n|---|---|");
		row("answers", "%,d, that is %,d a second", this.tally.answers(), perSecond());
		row("by status", "%s", list(this.tally.statuses()));
		row("by `Cache-Status`", "%s", list(this.tally.outcomes()));
		row("callers that hung up", "%,d", this.tally.hangUps());
		row("latency", "p50 %s ms, p99 %s ms, p99.9 %s ms", latency(0.5), latency(0.99), latency(0.999));
		row("fetches", "%,d, of which %,d failed", this.upstream.fetches().size(), this.upstream.failed());
		row("for each report, culture and time to live", "%.2f fetches, %.2f calls",
				this.upstream.fetchesPerTimeToLive(), this.upstream.callsPerTimeToLive());
		row("token requests", "%,d", this.after.tokenCalls());
		row("heap after a full collection", "%s MB",
				this.heap.stream().map(Outcome::megabytes).collect(Collectors.joining(", ")));
		row("threads, before and after", "%d, %d", this.before.threads(), this.after.threads());
		row("open files, before and after", "%d, %d", this.before.openFiles(), this.after.openFiles());
	}

	private long perSecond() {
		return this.tally.answers() / Math.max(1, this.upstream.time().toSeconds());
	}

	private String latency(double share) {
		Duration latency = this.tally.latency(share);
		return "%.1f".formatted(latency.toNanos() / 1e6);
	}

	private static void row(String name, String format, Object... values) {
		System.out.printf("| %s | %s |%n", name, format.formatted(values));
	}

	private static String list(Map<String, Long> counts) {
		return counts.entrySet()
			.stream()
			.map((count) -> "`%s` %,d".formatted(count.getKey(), count.getValue()))
			.collect(Collectors.joining(", "));
	}

	private static String megabytes(long bytes) {
		return "%.1f".formatted(bytes / 1e6);
	}

}
