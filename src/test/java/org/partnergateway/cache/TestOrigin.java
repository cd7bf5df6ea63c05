package org.partnergateway.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.cache.load.Load;
import org.partnergateway.cache.load.Loaded;

/**
 * An origin that answers when a test says so.
 */
public final class TestOrigin {

	/** Longer than any policy's own time to live. */
	public static final Duration UNLIMITED = Duration.ofDays(365);

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	/**
	 * A load for a caller who waits.
	 */
	Load<String> load(String key) {
		return (probe) -> call(key, true, probe);
	}

	/**
	 * A load for which nobody waits.
	 */
	Load<String> refresh(String key) {
		return (probe) -> call(key, false, probe);
	}

	private CompletableFuture<Loaded<String>> call(String key, boolean awaited, boolean probe) {
		Call call = new Call(key, awaited, probe, new CompletableFuture<>());
		this.calls.add(call);
		return call.result();
	}

	public int calls() {
		return this.calls.size();
	}

	/**
	 * The latest call for a key.
	 */
	public Call call(String key) {
		return this.calls.stream()
			.filter((call) -> call.key().equals(key))
			.reduce((earlier, later) -> later)
			.orElseThrow(() -> new AssertionError("no call for " + key));
	}

	/**
	 * All calls, in the order in which they came.
	 */
	List<Call> all() {
		return this.calls;
	}

	/**
	 * A call that the origin has received.
	 *
	 * @param key what is asked for
	 * @param probe whether the last load of its subject had failed
	 * @param awaited whether a caller waits
	 * @param result what the origin answers
	 */
	public record Call(String key, boolean awaited, boolean probe, CompletableFuture<Loaded<String>> result) {

		public void returns(String value) {
			returns(value, UNLIMITED);
		}

		public void returns(String value, Duration maxAge) {
			this.result.complete(new Loaded<>(value, true, maxAge));
		}

		public void returnsUnstorable(String value) {
			this.result.complete(new Loaded<>(value, false, UNLIMITED));
		}

		public void fails(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

	}

	/**
	 * Trouble, for which stored values are used.
	 */
	public static final class Trouble extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final @Nullable Duration retryAfter;

		public Trouble() {
			this(null);
		}

		public Trouble(@Nullable Duration retryAfter) {
			super("trouble");
			this.retryAfter = retryAfter;
		}

	}

	/**
	 * An answer.
	 */
	public static final class NotFound extends RuntimeException {

		private static final long serialVersionUID = 1L;

		public NotFound() {
			super("not found");
		}

	}

	/**
	 * An answer that leaves what is stored where it is.
	 */
	static final class Refused extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Refused() {
			super("refused");
		}

	}

	/**
	 * Trouble with a key, and with no other.
	 */
	static final class OwnTrouble extends RuntimeException {

		private static final long serialVersionUID = 1L;

		OwnTrouble() {
			super("own trouble");
		}

	}

	/**
	 * Knows them. Keys with the same first letter are in {@link Trouble} together.
	 */
	static final class Failures implements FailurePolicy<String> {

		@Override
		public boolean isAnswer(Throwable failure) {
			return failure instanceof NotFound || failure instanceof Refused;
		}

		@Override
		public boolean displaces(Throwable answer) {
			return answer instanceof NotFound;
		}

		@Override
		public List<Object> subjects(String key) {
			return List.of(key, key.charAt(0));
		}

		@Override
		public Object subject(String key, Throwable failure) {
			return (failure instanceof OwnTrouble) ? key : key.charAt(0);
		}

		@Override
		public @Nullable Duration retryAfter(Throwable failure) {
			return (failure instanceof Trouble trouble) ? trouble.retryAfter : null;
		}

		@Override
		public boolean isCommon(Throwable failure) {
			return failure instanceof Trouble;
		}

		@Override
		public Throwable leftAlone(Duration left) {
			return new Trouble(left);
		}

	}

}
