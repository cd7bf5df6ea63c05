package org.partnergateway.token;

import java.time.Duration;
import java.time.InstantSource;

import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.request.TokenException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Consents of a gateway that has none.
 */
public final class TestConsents {

	private TestConsents() {
	}

	public static Consents none() {
		return new Consents(null, tokens(), InstantSource.system());
	}

	/**
	 * Access tokens that cannot be had.
	 */
	public static AccessTokens tokens() {
		return new AccessTokens(() -> Mono.error(TokenException.unconsented("Consent.")), CredentialWatch.NONE,
				Duration.ofSeconds(20), Schedulers.parallel());
	}

}
