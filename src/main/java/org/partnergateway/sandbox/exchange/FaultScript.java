package org.partnergateway.sandbox.exchange;

import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

import org.partnergateway.sandbox.exchange.SandboxFaults.Kind;

/**
 * Decides which faults the next request meets: the first of the scripted ones, otherwise
 * the standing ones. Safe for use by any thread.
 */
public final class FaultScript {

	private static final List<Kind> DRAWN = EnumSet.complementOf(EnumSet.of(Kind.NONE, Kind.RANDOM)).stream().toList();

	private final Queue<SandboxFaults> scripted = new ConcurrentLinkedQueue<>();

	private final AtomicReference<SandboxFaults> standing;

	private final SandboxFaults configured;

	private final DoubleSupplier random;

	/**
	 * Creates a script.
	 * @param configured the standing faults to begin with and to return to
	 * @param random a source of numbers from 0 to 1, 1 excluded
	 */
	public FaultScript(SandboxFaults configured, DoubleSupplier random) {
		this.configured = configured;
		this.random = random;
		this.standing = new AtomicReference<>(configured);
	}

	public void stand(SandboxFaults faults) {
		this.standing.set(faults);
	}

	public void enqueue(List<SandboxFaults> faults) {
		this.scripted.addAll(faults);
	}

	public void reset() {
		this.scripted.clear();
		this.standing.set(this.configured);
	}

	/**
	 * Takes the faults of one request.
	 * @return the faults; of the kind {@link Kind#NONE} if the rate spares the request,
	 * and never of {@link Kind#RANDOM}, for which another kind is drawn
	 */
	public SandboxFaults next() {
		SandboxFaults next = this.scripted.poll();
		if (next != null) {
			return spares(next) ? next.withKind(Kind.NONE) : drawn(next);
		}
		SandboxFaults current = this.standing.get();
		if (spares(current)) {
			return current.withKind(Kind.NONE);
		}
		if (current.kind() != Kind.UNAUTHORIZED_ONCE) {
			return drawn(current);
		}
		SandboxFaults afterwards = current.withKind(Kind.NONE);
		return this.standing.compareAndSet(current, afterwards) ? current : afterwards;
	}

	private SandboxFaults drawn(SandboxFaults faults) {
		return (faults.kind() != Kind.RANDOM) ? faults
				: faults.withKind(DRAWN.get((int) (this.random.getAsDouble() * DRAWN.size())));
	}

	private boolean spares(SandboxFaults faults) {
		return this.random.getAsDouble() >= faults.rate();
	}

}
