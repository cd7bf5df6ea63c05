import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happened, in numbers. Takes the same room however much does.
 */
final class Tally {

	// Each bucket ends 5 % above the one before; the last at about an hour.
	private static final double STEP = Math.log(1.05);

	private final AtomicLongArray latencies = new AtomicLongArray(600);

	private final Map<String, LongAdder> statuses = new ConcurrentSkipListMap<>();

	private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

	private final LongAdder hangUps = new LongAdder();

	void answered(Answer answer, long nanos) {
		count(this.statuses, String.valueOf(answer.status()));
		if (!answer.outcome().isEmpty()) {
			count(this.outcomes, answer.outcome());
		}
		this.latencies.incrementAndGet((int) Math.min(599, Math.log(Math.max(1, nanos)) / STEP));
	}

	void hungUp() {
		this.hangUps.increment();
	}

	long hangUps() {
		return this.hangUps.sum();
	}

	long answers() {
		return this.statuses.values().stream().mapToLong(LongAdder::sum).sum();
	}

	Map<String, Long> statuses() {
		return sums(this.statuses);
	}

	Map<String, Long> outcomes() {
		return sums(this.outcomes);
	}

	/**
	 * The time within which a share of the answers came, 5 % too long at most.
	 */
	Duration latency(double share) {
		long rank = Math.round(answers() * share);
		int bucket = 0;
		for (long seen = this.latencies.get(0); seen < rank; seen += this.latencies.get(bucket)) {
			bucket++;
		}
		return Duration.ofNanos(Math.round(Math.exp((bucket + 1) * STEP)));
	}

	private static void count(Map<String, LongAdder> counts, String name) {
		counts.computeIfAbsent(name, (key) -> new LongAdder()).increment();
	}

	private static Map<String, Long> sums(Map<String, LongAdder> counts) {
		Map<String, Long> sums = new TreeMap<>();
		counts.forEach((name, count) -> sums.put(name, count.sum()));
		return sums;
	}

}
