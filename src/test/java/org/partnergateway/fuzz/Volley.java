package org.partnergateway.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Sends inputs from several callers at once and checks every answer, until one breaks a
 * rule.
 */
final class Volley {

	private static final int CALLERS = 6;

	// So many that the last of them are more than one caller may make.
	private static final int PERIOD = 2_000;

	private final Grammar grammar;

	private final Rules rules;

	private final int port;

	private final Runnable nextPeriod;

	private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	/**
	 * Creates a volley.
	 * @param nextPeriod lets callers have as many requests as in the beginning
	 */
	Volley(Grammar grammar, Rules rules, int port, Runnable nextPeriod) {
		this.grammar = grammar;
		this.rules = rules;
		this.port = port;
		this.nextPeriod = nextPeriod;
	}

	/**
	 * Sends the inputs from one index to before another.
	 */
	void send(int from, int to) {
		AtomicInteger next = new AtomicInteger(from);
		try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
			IntStream.range(0, CALLERS).forEach((_) -> callers.execute(() -> {
				Caller caller = new Caller(this.port);
				for (int i = next.getAndIncrement(); i < to && this.failures.isEmpty(); i = next.getAndIncrement()) {
					if (i % PERIOD == 0) {
						this.nextPeriod.run();
					}
					send(caller, this.grammar.input(i));
				}
				caller.close();
			}));
		}
	}

	/**
	 * How often there was which status.
	 */
	Map<Integer, Integer> statuses() {
		return this.statuses;
	}

	/**
	 * Which inputs had an answer that breaks a rule, and how to send them again.
	 */
	List<String> failures() {
		return this.failures;
	}

	private void send(Caller caller, Input input) {
		List<Answer> answers = new ArrayList<>();
		try {
			answers.addAll(caller.send(input));
			for (Answer answer : answers) {
				this.rules.check(input, answer);
				this.statuses.merge(answer.status(), 1, Integer::sum);
			}
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			this.failures
				.add("-Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.inputs=1 (%d went before on its connection)%n%s%n%s%n%s"
					.formatted(this.grammar.seed(), input.index(), caller.before(), ex, input.shown(), answers));
		}
	}

}
