import java.time.Duration;
import java.util.List;

/**
 * What the gateway asked of its upstream, by its log and its metrics, and whether that is
 * what the policy allows.
 *
 * @param fetches all fetches
 * @param calls the requests that they took
 * @param unauthorized those that were answered with 401, and repeated
 * @param time how long it all took
 */
record Upstream(List<Fetch> fetches, long calls, long unauthorized, Duration time) {

	private static final int MOST_ATTEMPTS = 3;

	private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(1);

	// What is kept warm is fetched ahead of expiry: at this share of its time to live.
	private static final double EARLIEST = 0.7;

	// A log line is a moment late, and to the millisecond.
	private static final Duration SLACK = Duration.ofMillis(50);

	void check(Promises promises) {
		for (Report report : Report.values()) {
			List<Fetch> own = this.fetches.stream()
				.filter((fetch) -> fetch.report().equals(report.toString()))
				.toList();
			long succeeded = own.stream().filter((fetch) -> !fetch.failed()).count();
			promises.demand(succeeded <= mostSuccesses(),
					"%d fetches of %s, and no more than %d are needed".formatted(succeeded, report, mostSuccesses()));
			own.stream().filter(Fetch::failed).forEach((failure) -> checkBackOff(failure, own, promises));
		}
		promises.demand(this.calls - this.unauthorized <= MOST_ATTEMPTS * this.fetches.size(),
				"%d attempts for %d fetches".formatted(this.calls - this.unauthorized, this.fetches.size()));
		promises.demand(this.calls <= 2L * MOST_ATTEMPTS * this.fetches.size(),
				"%d calls for %d fetches".formatted(this.calls, this.fetches.size()));
	}

	/**
	 * One culture is kept warm; the others are fetched when they are asked for.
	 */
	private long mostSuccesses() {
		double lives = perTimeToLive();
		return (long) (lives / EARLIEST + 1 + (Asked.LOCALES.size() - 1) * (lives + 1));
	}

	private static void checkBackOff(Fetch failure, List<Fetch> own, Promises promises) {
		own.stream()
			.filter((fetch) -> fetch.start().isAfter(failure.end().plus(SLACK))
					&& fetch.start().isBefore(failure.end().plus(SHORTEST_BACK_OFF).minus(SLACK)))
			.forEach((fetch) -> promises.broken("%s although there had just been %s".formatted(fetch, failure)));
	}

	long failed() {
		return this.fetches.stream().filter(Fetch::failed).count();
	}

	double fetchesPerTimeToLive() {
		return perPair(this.fetches.size());
	}

	double callsPerTimeToLive() {
		return perPair(this.calls);
	}

	private double perPair(long count) {
		return count / perTimeToLive() / (Report.values().length * Asked.LOCALES.size());
	}

	private double perTimeToLive() {
		return (double) this.time.toMillis() / Soak.TIME_TO_LIVE.toMillis();
	}

}
