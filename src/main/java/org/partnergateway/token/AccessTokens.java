package org.partnergateway.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.RejectedTokens.Fate;
import org.partnergateway.token.backoff.FailedRenewals;
import org.partnergateway.token.credential.CredentialChange;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenErrors;
import org.partnergateway.token.request.TokenException;
import org.partnergateway.token.request.TokenSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Gives out the current access token, and renews it.
 * <ul>
 * <li>At most one renewal is in progress at any time, shared by all callers. A caller
 * that cancels does not affect it.</li>
 * <li>A token in use is renewed in the background before it expires, so that callers wait
 * only for the first one.</li>
 * <li>A token that is refused is replaced once; see {@link RejectedTokens}.</li>
 * <li>After a failed renewal without a usable token, callers get that failure at once for
 * a while, or until credentials are replaced.</li>
 * <li>A new consent is presented at once. The token in use serves until the renewal
 * succeeds, unless it has been refused.</li>
 * </ul>
 * No method blocks. Safe for use by any thread.
 */
public final class AccessTokens implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AccessTokens.class);

	private final TokenInUse stored = new TokenInUse();

	private final AtomicReference<@Nullable CompletableFuture<AccessToken>> renewal = new AtomicReference<>();

	private final TokenSource source;

	private final CredentialWatch watch;

	private final FailedRenewals failed = new FailedRenewals();

	private final RejectedTokens rejected = new RejectedTokens();

	private final RenewalAhead ahead;

	private final Duration longestRenewal;

	private final Scheduler scheduler;

	/**
	 * Creates an instance without a token.
	 * @param source requests tokens
	 * @param watch notices when the credentials of the source are replaced
	 * @param longestRenewal the longest time that a renewal may take; then it has failed
	 * @param scheduler the time of day, and timers
	 */
	public AccessTokens(TokenSource source, CredentialWatch watch, Duration longestRenewal, Scheduler scheduler) {
		this.source = source;
		this.watch = watch;
		this.longestRenewal = longestRenewal;
		this.scheduler = scheduler;
		this.ahead = new RenewalAhead((lease) -> lease.equals(this.stored.lease()), this::renew, scheduler);
		watch.begin(this::replaced);
	}

	/**
	 * Returns a token to call with.
	 * @return the token, already complete unless the caller has to wait for a renewal;
	 * fails with a {@link TokenException}, possibly as the cause of a
	 * {@link java.util.concurrent.CompletionException}. The caller owns it and may cancel
	 * it
	 */
	public CompletableFuture<AccessToken> current() {
		Lease lease = this.stored.lease();
		Instant now = now();
		if (lease != null && lease.isUsable(now) && this.rejected.refusal(now) == null) {
			return CompletableFuture.completedFuture(lease.token());
		}
		return renew(lease).copy();
	}

	/**
	 * Notes that a token was refused. It is replaced if that may help; otherwise no token
	 * is handed out for a while. Does nothing if another token is already in use.
	 * @param token the refused token, as it was handed out
	 * @param refusal the reason
	 * @return whether it makes sense to call again, with the next {@link #current()}
	 */
	public boolean refused(AccessToken token, TokenRefusal refusal) {
		Lease lease = this.stored.of(token);
		if (lease == null) {
			return refusal.replaceable();
		}
		TokenException told = TokenException.rejected(refusal.message(), refusal.remedy());
		Fate fate = this.rejected.refused(token, told, refusal.replaceable(), now());
		if (fate == Fate.REPLACED || fate == Fate.DROPPED) {
			this.stored.drop(lease);
		}
		if (fate == Fate.DROPPED || fate == Fate.HELD_BACK) {
			this.source.refused();
			this.failed.refused();
			logger.warn("No access token is handed out for a while: {}", told.getMessage());
		}
		return fate == Fate.REPLACED;
	}

	/**
	 * Notes that a token was accepted.
	 * @param token the token, as it was handed out
	 */
	public void accepted(AccessToken token) {
		this.rejected.accepted(token, this.stored.of(token) != null);
	}

	/**
	 * Notes that a token is accepted, but gives no access to what was asked for, so that
	 * replaced credentials are used at once.
	 */
	public void closed() {
		this.failed.refused();
	}

	/**
	 * How much longer the token in use is valid.
	 * @return the time left, zero if it has passed, or {@code null} if there is no token
	 */
	public @Nullable Duration expiresIn() {
		return this.stored.expiresIn(now());
	}

	/**
	 * The failure that keeps calls from a token, or that makes the token in use doubtful.
	 * @return the last failure, with the time until a token is requested again;
	 * {@code null} if one is in use or may be requested. A refusal of a token counts
	 * until a token is accepted
	 */
	public @Nullable TokenException failure() {
		Instant now = now();
		TokenException refusal = this.failed.refusal(now);
		return (refusal != null) ? refusal : this.rejected.last(now);
	}

	/**
	 * Adds a listener, which is called when a file with credentials has been replaced, so
	 * that calls that were refused may succeed.
	 * @param listener called on a thread that may block. Listeners run one after the
	 * other, in the order in which they were added
	 */
	public void onCredentialsChanged(Runnable listener) {
		this.failed.onCredentialsChanged(listener);
	}

	/**
	 * Presents a new consent, which is in the store of the refresh token, as soon as a
	 * renewal in progress has ended.
	 */
	public void consented() {
		CompletableFuture<AccessToken> underway = this.renewal.get();
		if (underway != null) {
			var _ = underway.whenComplete((token, failure) -> this.watch.execute(this::consented));
		}
		else {
			present();
		}
	}

	/**
	 * Ends renewals in the background. One in progress still completes, since a refresh
	 * token may have to be kept.
	 */
	@Override
	public void close() {
		this.ahead.end();
		this.watch.close();
	}

	/**
	 * Joins the renewal in progress, or starts one.
	 * @param seen the lease that the caller has seen. If another one is stored by now, a
	 * renewal has just finished and no new one is needed
	 */
	private CompletableFuture<AccessToken> renew(@Nullable Lease seen) {
		CompletableFuture<AccessToken> own = new CompletableFuture<>();
		CompletableFuture<AccessToken> other = this.renewal.compareAndExchange(null, own);
		if (other != null) {
			return other;
		}
		try {
			begin(own, seen);
		}
		catch (RuntimeException ex) {
			fail(own, ex);
		}
		return own;
	}

	private void begin(CompletableFuture<AccessToken> own, @Nullable Lease seen) {
		Lease latest = this.stored.lease();
		TokenException refusal = this.rejected.refusal(now());
		refusal = (refusal != null) ? refusal : this.failed.refusal(now());
		if (refusal != null) {
			this.renewal.set(null);
			own.completeExceptionally(refusal);
		}
		else if (latest != null && !latest.equals(seen) && latest.isUsable(now())) {
			this.renewal.set(null);
			own.complete(latest.token());
		}
		else {
			start(own);
		}
	}

	/**
	 * Uses replaced credentials, if that is due, without waiting for a call.
	 * @return whether it uses them; if not, it is called again
	 */
	private boolean replaced(CredentialChange change) {
		Instant now = now();
		// A renewal in progress may have begun with the credentials before.
		if (this.renewal.get() != null || !this.failed.areMendedBy(change, now)) {
			return false;
		}
		present();
		return true;
	}

	/**
	 * Uses replaced credentials.
	 */
	private void present() {
		Instant now = now();
		Lease lease = this.stored.lease();
		this.failed.heal();
		if (lease != null && lease.isUsable(now) && this.rejected.last(now) == null) {
			this.failed.tellAfterwards();
			this.ahead.renewNow(lease);
		}
		else {
			// Refusals of the old token do not concern a token of the new credentials.
			this.stored.set(null);
			this.rejected.end();
			var _ = renew(null);
			this.failed.tell();
		}
	}

	private void start(CompletableFuture<AccessToken> own) {
		Instant askedAt = now();
		Disposable _ = this.watch.note()
			.then(Mono.defer(this.source::request))
			.single()
			.timeout(this.longestRenewal, this.scheduler)
			// In the trace of the first caller.
			.contextCapture()
			.subscribe((issued) -> succeed(own, issued, askedAt), (failure) -> fail(own, failure));
	}

	/**
	 * Stores the token before it ends the renewal, so that a caller that finds no renewal
	 * in progress finds the token. Listeners are told before as well: a consent that
	 * waits for the end has a renewal of its own.
	 */
	private void succeed(CompletableFuture<AccessToken> own, IssuedToken issued, Instant askedAt) {
		Lease lease = Lease.of(issued, askedAt);
		this.failed.end();
		this.stored.set(lease);
		this.ahead.schedule(lease);
		logger.info("Renewed the access token: grant {}, lifetime {} s", issued.grant(), issued.lifetime().toSeconds());
		this.failed.tellIfDue(this.watch::execute);
		this.renewal.set(null);
		own.complete(lease.token());
	}

	private void fail(CompletableFuture<AccessToken> own, Throwable failure) {
		TokenException translated = TokenErrors.translate(failure);
		Instant now = now();
		TokenException told = this.failed.failed(translated, this.stored.isUsable(now), now);
		this.renewal.set(null);
		own.completeExceptionally(told);
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

}
