package org.partnergateway.token.backoff;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.credential.CredentialChange;
import org.partnergateway.token.request.TokenException;
import org.partnergateway.token.request.TokenException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the back-off after failed renewals and refused tokens, and decides when replaced
 * credentials end it. Safe for use by any thread.
 */
public final class FailedRenewals {

	private static final Logger logger = LoggerFactory.getLogger(FailedRenewals.class);

	private final RenewalBackOff backOff = new RenewalBackOff();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	// The last renewal failed in a way that other credentials may correct.
	private volatile boolean hopeless;

	// The token issued last is refused, or gives no access to what was asked for.
	private volatile boolean refused;

	private final AtomicBoolean due = new AtomicBoolean();

	/**
	 * Adds a listener, which is called when credentials have been replaced.
	 */
	public void onCredentialsChanged(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * The reason why no renewal may start now.
	 * @return the last failure, with the time left; {@code null} if one may start
	 */
	public @Nullable TokenException refusal(Instant now) {
		return this.backOff.refusal(now);
	}

	/**
	 * Notes a failed renewal. Must not be called by two threads at once.
	 * @param inUse whether a token is still usable, so that no back-off is needed
	 * @return the failure, with the time until the next renewal if there is a back-off
	 */
	public TokenException failed(TokenException failure, boolean inUse, Instant now) {
		// The log of the start says that consent is missing, with the address of the
		// page.
		logger.atLevel((failure.kind() == Kind.UNCONSENTED) ? Level.DEBUG : Level.WARN)
			.log("Could not renew the access token: {}", failure.getMessage());
		this.hopeless = !failure.kind().isTransient();
		return inUse ? failure : this.backOff.failed(failure, now);
	}

	/**
	 * Notes that the issued token is refused or gives no access, which other credentials
	 * may correct.
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
			// The token endpoint is throttling or cannot be reached, whatever the
			// credentials are.
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
	 * Ends the back-off, because credentials have been replaced.
	 */
	public void heal() {
		logger.info("The credentials have been replaced, so an access token may be asked for again");
		this.backOff.end();
	}

	/**
	 * Marks the listeners to be called after the next successful renewal.
	 */
	public void tellAfterwards() {
		this.due.set(true);
	}

	/**
	 * Calls all listeners, if they are marked to be called.
	 * @param executor runs the call
	 */
	public void tellIfDue(Consumer<Runnable> executor) {
		if (this.due.compareAndSet(true, false)) {
			executor.accept(this::tell);
		}
	}

	/**
	 * Calls all listeners, even if one of them throws.
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
