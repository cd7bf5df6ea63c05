package org.partnergateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.cache.Found.Outcome;
import org.partnergateway.cache.TestOrigin.Call;
import org.partnergateway.cache.TestOrigin.NotFound;
import org.partnergateway.cache.TestOrigin.Trouble;
import org.partnergateway.cache.load.LoadFailedException;
import org.partnergateway.cache.load.Loaded;
import org.partnergateway.cache.store.Cached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.cache.TestCache.failureOf;

/**
 * Does random things to a {@link ReadThroughCache} and to a simple model of it, and
 * compares.
 */
class ReadThroughCacheModelTests {

	private static final int STEPS = 3000;

	private static final List<String> KEYS = List.of("a1", "a2", "a3", "b1", "c1");

	private final TestCache cache = new TestCache();

	private final Map<String, Cached<String>> stored = new HashMap<>();

	private final Map<Character, Failing> failing = new HashMap<>();

	private final Map<Call, Instant> open = new LinkedHashMap<>();

	private final Map<String, List<Waiting>> waiting = new HashMap<>();

	private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);

	private int calls;

	private int probes;

	private int refusals;

	private int atHand;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void getWhenAnythingHappensKeepsItsPromises(long seed) {
		Random random = new Random(seed);
		for (int step = 0; step < STEPS; step++) {
			String key = KEYS.get(random.nextInt(KEYS.size()));
			switch (random.nextInt(10)) {
				case 0, 1, 2, 3 -> get(key);
				case 4 -> refresh(key);
				case 5 -> advance(Duration.ofMillis(random.nextInt(2000)));
				case 6 -> advance(Duration.ofMillis(random.nextInt(24_000)));
				case 7 -> this.cache.background.run();
				default -> land(random);
			}
			observeCalls();
			KEYS.forEach((each) -> assertThat(this.cache.backOff(each)).isEqualTo(backOff(each)));
		}
		assertThat(this.outcomes).as("seen").containsExactlyInAnyOrder(Outcome.values());
		assertThat(this.probes).isGreaterThan(10);
		assertThat(this.refusals).isGreaterThan(10);
		assertThat(this.atHand).isGreaterThan(10);
	}

	private void get(String key) {
		Cached<String> before = this.stored.get(key);
		Failing trouble = this.failing.get(key.charAt(0));
		boolean inProgress = isInProgress(key);
		boolean refused = !inProgress && trouble != null && !trouble.allowsAt(now());
		CompletableFuture<Found<String>> found = getAsAtHand(key);
		if (isYoung(before, Duration.ZERO)) {
			assertAnswer(found, before, Outcome.FRESH);
		}
		else if (isYoung(before, Duration.ofSeconds(20))) {
			assertAnswer(found, before, refused ? Outcome.STALE : Outcome.REFRESHING);
		}
		else if (isUsable(before) && trouble != null) {
			assertAnswer(found, before, Outcome.STALE);
		}
		else if (refused) {
			Duration left = backOff(key);
			LoadFailedException refusal = failureOf(found);
			assertThat(refusal.attempted()).isFalse();
			assertThat(refusal.retryAfter()).isEqualTo(left.isPositive() ? left : Duration.ofSeconds(1));
			this.refusals++;
		}
		else {
			assertThat(found).isNotDone();
			Outcome expected = inProgress ? Outcome.COLLAPSED : Outcome.FETCHED;
			this.waiting.computeIfAbsent(key, (each) -> new ArrayList<>()).add(new Waiting(found, before, expected));
		}
	}

	/**
	 * Compares an answer to the one that was at hand before, which there has to be if,
	 * and only if, nothing had to be done for it.
	 */
	private CompletableFuture<Found<String>> getAsAtHand(String key) {
		int tasks = this.cache.background.waiting();
		Found<String> hit = this.cache.cache.findAtHand(key);
		assertThat(this.cache.background.waiting()).isEqualTo(tasks);
		assertThat(this.cache.origin.calls()).isEqualTo(this.calls);
		CompletableFuture<Found<String>> found = this.cache.get(key);
		boolean idle = this.cache.background.waiting() == tasks && this.cache.origin.calls() == this.calls;
		boolean stored = found.state() == State.SUCCESS;
		assertThat(hit).isEqualTo((stored && idle) ? found.resultNow() : null);
		if (hit != null && hit.outcome() != Outcome.FRESH) {
			this.atHand++;
		}
		return found;
	}

	private void refresh(String key) {
		Failing trouble = this.failing.get(key.charAt(0));
		boolean refused = !isInProgress(key) && trouble != null && !trouble.allowsAt(now());
		assertThat(this.cache.refresh(key).isDone()).isEqualTo(refused);
	}

	private void advance(Duration duration) {
		Instant latest = now().plus(duration).minus(TestCache.LOAD_TIMEOUT);
		// What would time out on the way has failed before.
		List.copyOf(this.open.entrySet())
			.stream()
			.filter((call) -> !call.getValue().isAfter(latest))
			.forEach((call) -> fail(call.getKey(), null));
		this.cache.advance(duration);
	}

	/**
	 * Looks at what has been asked of the origin since the last time.
	 */
	private void observeCalls() {
		List<Call> all = this.cache.origin.all();
		for (Call call : all.subList(this.calls, all.size())) {
			assertThat(isInProgress(call.key())).as("another load for " + call.key()).isFalse();
			this.open.put(call, now());
			this.failing.computeIfPresent(call.key().charAt(0), (subject, trouble) -> {
				assertThat(trouble.allowsAt(now())).as("load during back-off").isTrue();
				this.probes++;
				return new Failing(trouble.failures(), trouble.nextAttempt(), call);
			});
		}
		this.calls = all.size();
	}

	private void land(Random random) {
		List<Call> candidates = this.cache.origin.all().stream().filter(this.open::containsKey).toList();
		if (candidates.isEmpty()) {
			return;
		}
		Call call = candidates.get(random.nextInt(candidates.size()));
		switch (random.nextInt(6)) {
			case 0, 1 -> succeed(call, Duration.ofSeconds(random.nextInt(20)), true);
			case 2 -> succeed(call, Duration.ofSeconds(random.nextInt(20)), false);
			case 3 -> answer(call);
			case 4 -> fail(call, null);
			default -> fail(call, Duration.ofSeconds(random.nextInt(40)));
		}
	}

	private void succeed(Call call, Duration maxAge, boolean storable) {
		String value = "v" + this.calls;
		Duration timeToLive = (maxAge.toSeconds() < 10) ? maxAge : Duration.ofSeconds(10);
		Cached<String> cached = new Cached<>(value, now(), timeToLive);
		call.result().complete(new Loaded<>(value, storable, maxAge));
		if (storable) {
			this.stored.put(call.key(), cached);
		}
		else {
			this.stored.remove(call.key());
		}
		recover(call);
		for (Waiting each : close(call)) {
			assertAnswer(each.found(), cached, each.expected());
			assertThat(each.found().resultNow().stored()).isEqualTo(storable);
		}
	}

	private void answer(Call call) {
		NotFound notFound = new NotFound();
		call.fails(notFound);
		this.stored.remove(call.key());
		recover(call);
		for (Waiting each : close(call)) {
			assertThat(failureOf(each.found()).failure()).isSameAs(notFound);
		}
	}

	private void fail(Call call, @Nullable Duration asked) {
		Trouble cause = new Trouble(asked);
		call.fails(cause);
		this.failing.compute(call.key().charAt(0), (subject, before) -> after(before, call, asked));
		for (Waiting each : close(call)) {
			if (isUsable(each.before())) {
				assertAnswer(each.found(), each.before(), Outcome.STALE);
			}
			else {
				assertThat(failureOf(each.found()).failure()).isSameAs(cause);
				assertThat(failureOf(each.found()).attempted()).isTrue();
				assertThat(failureOf(each.found()).retryAfter()).isEqualTo(backOff(call.key()));
			}
		}
	}

	private Failing after(@Nullable Failing before, Call call, @Nullable Duration asked) {
		boolean inARow = before != null && call.equals(before.probe());
		int failures = (before != null) ? before.failures() + (inARow ? 1 : 0) : 1;
		long seconds = (asked != null) ? Math.max(1, asked.toSeconds())
				: Math.min(300, 1L << Math.min(9, failures - 1));
		Instant nextAttempt = now().plusSeconds(seconds);
		if (before == null) {
			return new Failing(failures, nextAttempt, null);
		}
		return new Failing(failures, nextAttempt.isBefore(before.nextAttempt()) ? before.nextAttempt() : nextAttempt,
				inARow ? null : before.probe());
	}

	private void recover(Call call) {
		this.failing.computeIfPresent(call.key().charAt(0), (subject,
				trouble) -> (call.equals(trouble.probe()) && !now().isBefore(trouble.nextAttempt())) ? null : trouble);
	}

	private List<Waiting> close(Call call) {
		this.open.remove(call);
		List<Waiting> waited = this.waiting.remove(call.key());
		return (waited != null) ? waited : List.of();
	}

	private void assertAnswer(CompletableFuture<Found<String>> found, @Nullable Cached<String> expected,
			Outcome outcome) {
		assertThat(found.resultNow().cached()).isEqualTo(expected);
		assertThat(found.resultNow().outcome()).isEqualTo(outcome);
		assertThat(found.resultNow().age()).isEqualTo(found.resultNow().cached().age(now()));
		this.outcomes.add(outcome);
	}

	private boolean isYoung(@Nullable Cached<String> cached, Duration pastTimeToLive) {
		return cached != null && cached.age(now()).compareTo(cached.timeToLive().plus(pastTimeToLive)) <= 0;
	}

	private boolean isUsable(@Nullable Cached<String> cached) {
		return cached != null && cached.age(now()).compareTo(Duration.ofSeconds(100)) <= 0;
	}

	private boolean isInProgress(String key) {
		return this.open.keySet().stream().anyMatch((call) -> call.key().equals(key));
	}

	private Duration backOff(String key) {
		Failing trouble = this.failing.get(key.charAt(0));
		return (trouble != null && now().isBefore(trouble.nextAttempt()))
				? Duration.between(now(), trouble.nextAttempt()) : Duration.ZERO;
	}

	private Instant now() {
		return this.cache.time.instant();
	}

	private record Waiting(CompletableFuture<Found<String>> found, @Nullable Cached<String> before, Outcome expected) {
	}

	private record Failing(int failures, Instant nextAttempt, @Nullable Call probe) {

		boolean allowsAt(Instant now) {
			return !now.isBefore(this.nextAttempt) && (this.probe == null || this.probe.result().isDone());
		}

	}

}
