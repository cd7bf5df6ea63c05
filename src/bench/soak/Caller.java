import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Somebody who asks again and again, on one connection or another, and at times leaves in
 * the middle.
 */
final class Caller implements Runnable {

	private static final int LONGEST_PAUSE_MILLIS = 20;

	private final int port;

	private final RandomGenerator random;

	private final Promises promises;

	private final Tally tally;

	private final BooleanSupplier goesOn;

	private Connection kept;

	Caller(int port, RandomGenerator random, Promises promises, Tally tally, BooleanSupplier goesOn) {
		this.port = port;
		this.random = random;
		this.promises = promises;
		this.tally = tally;
		this.goesOn = goesOn;
	}

	@Override
	public void run() {
		try {
			while (this.goesOn.getAsBoolean()) {
				Thread.sleep(this.random.nextInt(LONGEST_PAUSE_MILLIS));
				call(Asked.atRandom(this.random, this.promises));
			}
			leave();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			this.promises.broken("a caller gave up: " + ex);
		}
	}

	private void call(Asked asked) throws IOException {
		if (this.random.nextInt(20) == 0) {
			hangUp(asked);
			return;
		}
		long start = System.nanoTime();
		try {
			if (this.kept == null) {
				this.kept = new Connection(this.port);
			}
			Answer answer = this.kept.exchange(asked);
			this.tally.answered(answer, System.nanoTime() - start);
			this.promises.check(asked, answer, start);
			if (answer.header("connection").equals("close")) {
				leave();
			}
		}
		catch (IOException ex) {
			this.promises.broken("%s: no answer: %s".formatted(asked, ex));
			leave();
		}
	}

	private void hangUp(Asked asked) throws IOException {
		this.tally.hungUp();
		Connection connection = new Connection(this.port);
		String head = asked.head();
		switch (this.random.nextInt(3)) {
			case 0 -> connection.send(head.substring(0, this.random.nextInt(head.length())));
			case 1 -> connection.send(head);
			default -> {
				connection.send(head);
				connection.glimpse();
			}
		}
		connection.hangUp(this.random.nextBoolean());
	}

	private void leave() throws IOException {
		if (this.kept != null) {
			this.kept.close();
			this.kept = null;
		}
	}

}
