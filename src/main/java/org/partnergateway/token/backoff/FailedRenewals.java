package org.partnergateway.token.backoff;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.CredentialChange;
import org.partnergateway.token.request.TokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from renewals that fail, or bring what does not do: a back-off, and the
 * hope that somebody replaces the credentials. Safe for use by any thread.
 */
public final class FailedRenewals {

	private static final Logger logger = LoggerFactory.getLogger(FailedRenewals.class);

	private final RenewalBackOff backOff = new RenewalBackOff();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	// The last renewal failed in a way that better credentials may mend.
	private volatile boolean hopeless;

	// What was issued last does not open what it is for.
	private volatile boolean refused;

	private final AtomicBoolean due = new AtomicBoolean();

	/**
	 * Adds to what is done when the credentials have been replaced.
	 */
	public void onCredentialsChanged(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Why no renewal may start now.
	 * @return the last failure, with the time that is left; {@code null} if one may start
	 */
	public @Nullable TokenException refusal(Instant now) {
		return this.backOff.refusal(now);
	}

	/**
	 * Notes a failed renewal. Not to be called by two threads at once.
	 * @param inUse whether there is a token all the same, and so no need of a back-off
	 * @return the failure, with the time until the next renewal if there is a back-off
	 */
	public TokenException failed(TokenException failure, boolean inUse, Instant now) {
		this.hopeless = !failure.kind().isTransient();
		return inUse ? failure : this.backOff.failed(failure, now);
	}

	/**
	 * Notes that what was issued does not open what it is for, which better credentials
	 * may.
	 */
	public void refused() {
		this.refused = true;
	}

	/**
	 * Notes that a renewal succeeded.
	 */
	public void end() {
		this.hopeless = false;
		this.refused = false;
		this.backOff.end();
	}

	/**
	 * Whether credentials that have changed are to be presented at once.
	 */
	public boolean areMendedBy(CredentialChange change, Instant now) {
		TokenException refusal = this.backOff.refusal(now);
		if (refusal != null && refusal.kind().isTransient()) {
			// The token endpoint has asked to be left alone, or is not there.
			return false;
		}
		return switch (change) {
			case NONE -> false;
			case ROTATED -> this.hopeless;
			case REPLACED -> this.hopeless || this.refused;
			case CONSENT -> true;
		};
	}

	/**
	 * Ends the back-off: there are other credentials.
	 */
	public void heal() {
		logger.info("The credentials have been replaced, so an access token may be asked for again");
		this.backOff.end();
	}

	/**
	 * Lets the listeners be told once a token has come.
	 */
	public void tellAfterwards() {
		this.due.set(true);
	}

	/**
	 * Tells all listeners, if they still have to be told.
	 * @param executor runs it
	 */
	public void tellIfDue(Consumer<Runnable> executor) {
		if (this.due.compareAndSet(true, false)) {
			executor.accept(this::tell);
		}
	}

	/**
	 * Tells all listeners, whatever any of them throws.
	 */
	public void tell() {
		this.due.set(false);
		for (Runnable listener : this.listeners) {
			try {
				listener.run();
			}
			catch (RuntimeException ex) {
				logger.error("Could not act on credentials that have been replaced", ex);
			}
		}
	}

}
