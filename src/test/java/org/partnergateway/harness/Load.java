package org.partnergateway.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.partnergateway.harness.RawConnection.Answer;

/**
 * Callers who ask without end: some on connections that they keep for as long as the
 * gateway lets them, some on a new one each time. Each asks for everything that the
 * gateway has an answer for without asking Partner Center.
 */
public final class Load implements AutoCloseable {

	private static final int CALLERS_THAT_KEEP_CONNECTIONS = 3;

	private static final int CALLERS_THAT_DO_NOT = 1;

	// Keeps a caller from running out of ports.
	private static final long PAUSE_MILLIS = 2;

	private static final List<Question> QUESTIONS = List.of( //
			new Question("GET", GatewayClient.USAGE, 200, "Accept: */*"), //
			new Question("HEAD", GatewayClient.USAGE, 200, "Accept: */*"), //
			new Question("GET", GatewayClient.DEPLOYMENT, 304, "If-None-Match: *"),
			new Question("GET", GatewayClient.DEPLOYMENT, 200, "Accept-Encoding: gzip"),
			new Question("POST", GatewayClient.USAGE, 405, "Accept: */*"), //
			new Question("GET", "/no/such/path", 404, "Accept: */*"), //
			new Question("GET", "/a;b", 404, "Accept: */*"));

	private final CountDownLatch end = new CountDownLatch(1);

	private final Queue<String> losses = new ConcurrentLinkedQueue<>();

	private final AtomicLong keptOpen = new AtomicLong();

	private final AtomicLong closed = new AtomicLong();

	private final List<CompletableFuture<Void>> callers = new ArrayList<>();

	public Load(int port) {
		for (int i = 0; i < CALLERS_THAT_KEEP_CONNECTIONS + CALLERS_THAT_DO_NOT; i++) {
			boolean keep = i < CALLERS_THAT_KEEP_CONNECTIONS;
			this.callers
				.add(CompletableFuture.runAsync(() -> ask(port, keep), (task) -> Thread.ofPlatform().start(task)));
		}
	}

	/**
	 * How many answers left their connection open.
	 */
	public long keptOpen() {
		return this.keptOpen.get();
	}

	/**
	 * How many answers said that they close their connection.
	 */
	public long closed() {
		return this.closed.get();
	}

	/**
	 * The requests that were not answered as they should have been.
	 */
	public Queue<String> losses() {
		return this.losses;
	}

	/**
	 * Ends when all callers have the answer that they wait for.
	 */
	public void end() {
		this.end.countDown();
		this.callers.forEach(CompletableFuture::join);
	}

	@Override
	public void close() {
		end();
	}

	private void ask(int port, boolean keep) {
		RawConnection connection = null;
		boolean draining = false;
		try {
			for (int i = 0; !this.end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
				Question question = QUESTIONS.get(i % QUESTIONS.size());
				try {
					if (connection == null) {
						connection = new RawConnection(port);
					}
					Answer answer = connection.send(question.method(), question.path(), question.header());
					check(question, answer, draining);
					draining = answer.closes();
					if (!keep || draining) {
						connection.close();
						connection = null;
					}
				}
				catch (IOException ex) {
					this.losses.add("%s, %s: %s".formatted(question, keep ? "kept" : "new", ex));
					connection = closed(connection);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		closed(connection);
	}

	private void check(Question question, Answer answer, boolean draining) {
		if (answer.status() != question.status()) {
			this.losses.add("%s: %s".formatted(question, answer));
		}
		if (draining && !answer.closes()) {
			this.losses.add("%s: a drain that has begun goes on, but: %s".formatted(question, answer));
		}
		(answer.closes() ? this.closed : this.keptOpen).incrementAndGet();
	}

	private @Nullable RawConnection closed(@Nullable RawConnection connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (IOException ex) {
			this.losses.add("close: " + ex);
		}
		return null;
	}

	private record Question(String method, String path, int status, String header) {
	}

}
