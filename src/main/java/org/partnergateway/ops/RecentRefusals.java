package org.partnergateway.ops;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.ops.Status.Refusal;
import org.partnergateway.problem.ProblemListener;
import org.partnergateway.problem.ProblemType;

/**
 * Remembers the last requests that were answered with a problem. Every client can cause
 * one, so only the gateway's own words are kept, and the path in a harmless form. Safe
 * for use by any thread.
 */
final class RecentRefusals implements ProblemListener {

	private final Deque<Refusal> latest = new ArrayDeque<>();

	private final int most;

	private final InstantSource clock;

	/**
	 * Creates an instance that remembers nothing yet.
	 * @param most how many requests are remembered
	 */
	RecentRefusals(int most, InstantSource clock) {
		this.most = most;
		this.clock = clock;
	}

	@Override
	public void answered(ProblemType type, HttpServletRequest request, String requestId) {
		String time = this.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
		Refusal refusal = new Refusal(time, type.slug(), type.status().value(),
				HarmlessPath.of(request.getRequestURI()), requestId);
		synchronized (this.latest) {
			if (this.latest.size() == this.most) {
				this.latest.removeLast();
			}
			this.latest.addFirst(refusal);
		}
	}

	/**
	 * The remembered requests, the newest first.
	 */
	List<Refusal> latest() {
		synchronized (this.latest) {
			return List.copyOf(this.latest);
		}
	}

}
