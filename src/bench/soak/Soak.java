import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Keeps a gateway under load while its upstream fails at random, and says in the end
 * whether it kept its promises. Started by {@code soak.sh}.
 */
public final class Soak {

	static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

	private static final int CALLERS = 16;

	private static final long MOST_ANSWERS = 5_000_000;

	private static final int LONGEST_MINUTES = 60;

	// For the start, for what comes after the load, and for a machine that is busy.
	private static final Duration GRACE = Duration.ofMinutes(4);

	private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(20);

	private static final long MOST_GROWTH = 16L << 20;

	private static final long MOST_MORE_FILES = 16;

	private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("spring.profiles.active", "sandbox"),
			Map.entry("server.address", "127.0.0.1"), Map.entry("management.server.address", "127.0.0.1"),
			Map.entry("reports.time-to-live", TIME_TO_LIVE.toMillis() + "ms"),
			Map.entry("reports.stale-while-revalidate", "2s"), Map.entry("reports.stale-if-error", "10m"),
			Map.entry("partner-center.connect-timeout", "1s"), Map.entry("partner-center.attempt-timeout", "1s"),
			Map.entry("partner-center.deadline", "3s"), Map.entry("sandbox.token-lifetime", "30s"),
			Map.entry("sandbox.faults.kind", "random"), Map.entry("sandbox.faults.rate", "0.4"),
			Map.entry("sandbox.faults.latency", "20ms"), Map.entry("sandbox.faults.retry-after", "1s"),
			Map.entry("sandbox.token-faults.kind", "random"), Map.entry("sandbox.token-faults.rate", "0.2"),
			Map.entry("sandbox.token-faults.retry-after", "1s"));

	private final Promises promises = new Promises();

	private final Tally tally = new Tally();

	private final List<Long> heap = new ArrayList<>();

	private final Gateway gateway;

	private final Random random;

	private Soak(Gateway gateway, long seed) {
		this.gateway = gateway;
		this.random = new Random(seed);
	}

	public static void main(String[] args) throws Exception {
		int minutes = Integer.parseInt(args[1]);
		if (minutes < 1 || minutes > LONGEST_MINUTES) {
			throw new IllegalArgumentException("minutes must be from 1 to " + LONGEST_MINUTES);
		}
		long seed = (args.length > 2) ? Long.parseLong(args[2]) : ThreadLocalRandom.current().nextInt(1_000_000);
		System.out.printf("%d min, seed %d%n", minutes, seed);
		giveUpAfter(Duration.ofMinutes(minutes).plus(GRACE));
		boolean kept;
		try (Gateway gateway = new Gateway(args[0], SETTINGS)) {
			gateway.awaitHealth();
			kept = new Soak(gateway, seed).run(Duration.ofMinutes(minutes));
		}
		System.exit(kept ? 0 : 1);
	}

	/**
	 * So that it ends in any case.
	 */
	private static void giveUpAfter(Duration time) {
		CompletableFuture.delayedExecutor(time.toSeconds(), TimeUnit.SECONDS).execute(() -> {
			System.err.println("Gave up after " + time);
			System.exit(2);
		});
	}

	private boolean run(Duration time) throws IOException, InterruptedException {
		Metrics before = this.gateway.metrics();
		long start = System.nanoTime();
		load(() -> System.nanoTime() - start < time.toNanos() && this.tally.answers() < MOST_ANSWERS
				&& this.gateway.isAlive());
		Metrics after = this.gateway.metrics();
		Upstream upstream = upstream(after, Duration.ofNanos(System.nanoTime() - start));
		check(before, after, upstream);
		this.promises.demand(this.gateway.stop(), "it ends when it is told to");
		new Outcome(this.tally, upstream, List.copyOf(this.heap), before, after).print();
		return verdict();
	}

	private void load(BooleanSupplier goesOn) throws IOException, InterruptedException {
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			callers.add(Thread.startVirtualThread(new Caller(this.gateway.port(), new Random(this.random.nextLong()),
					this.promises, this.tally, goesOn)));
		}
		// The first one after everything has been needed once.
		for (Thread caller : callers) {
			while (!caller.join(BETWEEN_MEASUREMENTS)) {
				this.heap.add(this.gateway.liveBytes());
			}
		}
		this.heap.add(this.gateway.liveBytes());
		Thread.sleep(Duration.ofSeconds(2));
	}

	private Upstream upstream(Metrics metrics, Duration time) throws IOException {
		List<Fetch> fetches = Files.readAllLines(this.gateway.log())
			.stream()
			.flatMap((line) -> Fetch.read(line).stream())
			.toList();
		return new Upstream(fetches, metrics.reportCalls(), metrics.unauthorizedReportCalls(), time);
	}

	private void check(Metrics before, Metrics after, Upstream upstream) throws IOException {
		this.promises.demand(this.gateway.isAlive(), "it lives");
		this.promises.demand(this.tally.answers() > 0, "it answers");
		this.promises.demand(after.serverErrors() == 0, after.serverErrors() + " answers of status 500");
		upstream.check(this.promises);
		long growth = this.heap.getLast() - this.heap.getFirst();
		this.promises.demand(growth < MOST_GROWTH, "the heap grew by %d bytes".formatted(growth));
		long files = after.openFiles() - before.openFiles();
		this.promises.demand(files < MOST_MORE_FILES, "%d more open files than before".formatted(files));
		for (String line : Files.readAllLines(this.gateway.log())) {
			this.promises.demand(!line.matches("\\S+ +ERROR .*|.*LEAK:.*"), line);
		}
	}

	private boolean verdict() throws IOException {
		if (this.promises.broken() == 0) {
			System.out.println("\nEvery promise was kept.");
			Files.delete(this.gateway.log());
			return true;
		}
		System.out.printf("%n%d times a promise was broken. The first of them:%n", this.promises.broken());
		this.promises.told().forEach((how) -> System.out.println("- " + how));
		System.out.println("The gateway's log: " + this.gateway.log());
		return false;
	}

}
