package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.backoff.RenewalBackOff;
import org.partnergateway.token.request.TokenException;

/**
 * Decides what becomes of a token that Partner Center refuses. The first refused token is
 * replaced. If a token is refused again before one has been accepted, the credentials are
 * at fault, and no token is handed out for a while, longer each time, until one is
 * accepted. Safe for use by any thread.
 */
final class RejectedTokens {

	// Microsoft Entra blocks an application that asks for the same token too often.
	private static final int MOST_REPLACEMENTS = 10;

	private static final Duration PERIOD = Duration.ofMinutes(5);

	private final RenewalBackOff backOff = new RenewalBackOff();

	private final Deque<Instant> replacements = new ArrayDeque<>();

	private @Nullable AccessToken accepted;

	private @Nullable AccessToken held;

	private @Nullable AccessToken replaced;

	// Whether a token has been refused since the last one was accepted.
	private volatile boolean doubted;

	/**
	 * The reason why no token is handed out now.
	 * @return the refusal, with the time left; {@code null} if a token may be handed out
	 */
	@Nullable TokenException refusal(Instant now) {
		return this.doubted ? this.backOff.refusal(now) : null;
	}

	/**
	 * The last refusal since a token was accepted.
	 * @return the refusal, with the time left, zero if a token may be tried; {@code null}
	 * if there is none
	 */
	@Nullable TokenException last(Instant now) {
		return this.doubted ? this.backOff.last(now) : null;
	}

	/**
	 * Notes that a token was refused.
	 * @param token the token in use
	 * @param refusal the failure for callers while no token is handed out
	 * @param replaceable whether another token may do better
	 * @return what becomes of it
	 */
	synchronized Fate refused(AccessToken token, TokenException refusal, boolean replaceable, Instant now) {
		if (token.equals(this.replaced)) {
			// Of another call that was in progress with it.
			return Fate.REPLACED;
		}
		boolean wasAccepted = token.equals(this.accepted);
		if (replaceable && !this.doubted) {
			this.doubted = true;
			if (mayReplace(now)) {
				this.replaced = token;
				return Fate.REPLACED;
			}
			if (wasAccepted) {
				return Fate.KEPT;
			}
		}
		this.doubted = true;
		this.held = token;
		this.backOff.failed(refusal, now);
		// A token that was accepted before is kept and tried again later: that costs no
		// renewal.
		return wasAccepted ? Fate.HELD_BACK : Fate.DROPPED;
	}

	/**
	 * Notes that a token was accepted.
	 * @param inUse whether it is the token in use
	 */
	void accepted(AccessToken token, boolean inUse) {
		if (this.doubted || !token.equals(this.accepted)) {
			note(token, inUse);
		}
	}

	private synchronized void note(AccessToken token, boolean inUse) {
		if (inUse || token.equals(this.held)) {
			this.accepted = token;
			end();
		}
	}

	/**
	 * Forgets all refusals: a token was accepted, or credentials were replaced.
	 */
	synchronized void end() {
		this.doubted = false;
		this.held = null;
		this.backOff.end();
	}

	private boolean mayReplace(Instant now) {
		this.replacements
			.removeIf((replacement) -> replacement.isAfter(now) || !now.isBefore(replacement.plus(PERIOD)));
		return this.replacements.size() < MOST_REPLACEMENTS && this.replacements.add(now);
	}

	/**
	 * What becomes of a token that was refused.
	 */
	enum Fate {

		/** It is dropped, and another one may be requested at once. */
		REPLACED,

		/** It stays in use: other calls are accepted with it. */
		KEPT,

		/** It is kept, but not handed out for a while. */
		HELD_BACK,

		/** It is dropped, and no other one is requested for a while. */
		DROPPED

	}

}
