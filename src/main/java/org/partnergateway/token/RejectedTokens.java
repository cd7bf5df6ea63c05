package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.backoff.RenewalBackOff;
import org.partnergateway.token.request.TokenException;

/**
 * What those said of the tokens who were called with them. One that is refused is
 * replaced; if the one in its place is refused before anybody accepted it, the
 * credentials are at fault and nobody gets a token for a while, longer each time, until
 * one is accepted. Safe for use by any thread.
 */
final class RejectedTokens {

	// Microsoft Entra blocks an application that asks for the same token too often.
	private static final int MOST_REPLACEMENTS = 10;

	private static final Duration PERIOD = Duration.ofMinutes(5);

	private final RenewalBackOff backOff = new RenewalBackOff();

	private final Deque<Instant> replacements = new ArrayDeque<>();

	private @Nullable AccessToken accepted;

	private @Nullable AccessToken held;

	// A token has been refused since the last one was accepted.
	private volatile boolean doubted;

	/**
	 * Why no token is handed out now.
	 * @return the refusal, with the time that is left; {@code null} if one may be
	 */
	@Nullable TokenException refusal(Instant now) {
		return this.doubted ? this.backOff.refusal(now) : null;
	}

	/**
	 * The refusal of a token after which none has been accepted yet.
	 * @return the refusal, with the time that is left, zero if a token may be tried;
	 * {@code null} if there is none
	 */
	@Nullable TokenException last(Instant now) {
		return this.doubted ? this.backOff.last(now) : null;
	}

	/**
	 * Notes that a token was refused.
	 * @param token the token in use
	 * @param refusal what to tell those who want a token while none is handed out
	 * @param replaceable whether another token may do better
	 * @return what is to become of it
	 */
	synchronized Fate refused(AccessToken token, TokenException refusal, boolean replaceable, Instant now) {
		boolean wasAccepted = token.equals(this.accepted);
		if (replaceable && !this.doubted) {
			this.doubted = true;
			if (mayReplace(now)) {
				return Fate.REPLACED;
			}
			if (wasAccepted) {
				return Fate.KEPT;
			}
		}
		this.doubted = true;
		this.held = token;
		this.backOff.failed(refusal, now);
		// One that others could call with is good for a try: it costs no renewal.
		return wasAccepted ? Fate.HELD_BACK : Fate.DROPPED;
	}

	/**
	 * Notes that a token was accepted.
	 * @param inUse whether it is the one that is handed out
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
	 * Forgets all refusals: a token was accepted, or there is reason to hope.
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

		/** It is dropped, and another one may be asked for at once. */
		REPLACED,

		/** It stays in use: others are served with it. */
		KEPT,

		/** It stays, but is not handed out for a while. */
		HELD_BACK,

		/** It is dropped, and no other one is asked for in a while. */
		DROPPED

	}

}
