package org.partnergateway.token;

import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.refresh.Consent;
import org.partnergateway.token.refresh.RefreshTokenStore;
import reactor.core.publisher.Mono;

/**
 * The consent of a user that the gateway works with. Safe for use by any thread.
 */
public final class Consents {

	private final @Nullable RefreshTokenStore store;

	private final AccessTokens tokens;

	private final InstantSource clock;

	/**
	 * Creates an instance.
	 * @param store the store of the refresh token; {@code null} if the grant uses none
	 * @param tokens the access tokens, which a new consent gives
	 * @param clock the time of day
	 */
	Consents(@Nullable RefreshTokenStore store, AccessTokens tokens, InstantSource clock) {
		this.store = store;
		this.tokens = tokens;
		this.clock = clock;
	}

	/**
	 * Whether nobody has consented, so that there is no token.
	 * @return {@code false} also if the grant needs no consent
	 */
	public boolean isMissing() {
		return this.store != null && this.store.isEmpty();
	}

	/**
	 * The consent in use.
	 * @return the consent; {@code null} if there is none, or if nothing is known about
	 * it, since its refresh token was put into the file by hand
	 */
	public @Nullable Consent current() {
		return (this.store != null && !this.store.isEmpty()) ? this.store.consent() : null;
	}

	/**
	 * The time since the consent in use was given.
	 * @return the age, never negative; {@code null} if it is not known
	 */
	public @Nullable Duration age() {
		Consent consent = current();
		if (consent == null) {
			return null;
		}
		Duration age = Duration.between(consent.consentedAt(), this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Keeps a new consent, and uses it from then on. Does not block.
	 * @param refreshToken its refresh token
	 * @param consent what was proved about it
	 * @return whether it is on disk; otherwise it is in memory, and the gateway tries to
	 * write it every minute
	 * @throws IllegalStateException if the grant needs no consent
	 */
	public Mono<Boolean> keep(String refreshToken, Consent consent) {
		RefreshTokenStore kept = this.store;
		if (kept == null) {
			throw new IllegalStateException("The grant needs no consent");
		}
		return kept.consent(refreshToken, consent).doOnNext((written) -> this.tokens.consented());
	}

}
