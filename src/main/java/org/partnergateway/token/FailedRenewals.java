package org.partnergateway.token;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from renewals that leave nobody with a token: a back-off, and the hope
 * that somebody replaces the credentials. Safe for use by any thread.
 */
final class FailedRenewals {

	private static final Logger logger = LoggerFactory.getLogger(FailedRenewals.class);

	private final RenewalBackOff backOff = new RenewalBackOff();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final CredentialWatch watch;

	FailedRenewals(CredentialWatch watch) {
		this.watch = watch;
	}

	/**
	 * Adds to what is done when the credentials have been replaced.
	 */
	void onCredentialsChanged(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Why no renewal may start now.
	 * @return the last failure, with the time that is left; {@code null} if one may start
	 */
	@Nullable TokenException refusal(Instant now) {
		return this.backOff.refusal(now);
	}

	/**
	 * Notes a failed renewal. Not to be called by two threads at once.
	 * @return the failure, with the time until the next renewal
	 */
	TokenException failed(TokenException failure, Instant now) {
		TokenException told = this.backOff.failed(failure, now);
		if (failure.kind().isTransient()) {
			this.watch.end();
		}
		else {
			this.watch.begin(this::heal);
		}
		return told;
	}

	/**
	 * Notes that what was issued does not open what it is for, which better credentials
	 * may.
	 */
	void refused() {
		this.watch.beginAnew(this::heal);
	}

	/**
	 * Notes that a renewal succeeded.
	 */
	void end() {
		this.watch.end();
		this.backOff.end();
	}

	/**
	 * Hopes no more.
	 */
	void close() {
		this.watch.close();
	}

	private void heal() {
		logger.info("The credentials have been replaced, so an access token may be asked for again");
		this.backOff.end();
		this.listeners.forEach(Runnable::run);
	}

}
