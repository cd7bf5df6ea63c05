package org.partnergateway.consent;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.partnergateway.consent.signin.Callback;
import org.partnergateway.consent.signin.SignIn;
import org.partnergateway.consent.signin.SignIns;
import org.partnergateway.consent.signin.SignedIn;
import org.partnergateway.consent.signin.Tenant;
import org.partnergateway.consent.proof.Attempt;
import org.partnergateway.consent.proof.Attempts;
import org.partnergateway.consent.proof.Finding;
import org.partnergateway.consent.proof.Outcome;
import org.partnergateway.consent.proof.Proof;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.Consents;
import org.partnergateway.token.refresh.Consent;
import org.partnergateway.token.request.Authority;
import org.partnergateway.token.request.Authority.Redeemed;
import org.partnergateway.token.request.TokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

/**
 * Takes consents: begins sign-ins, redeems their codes, proves what they are worth, and
 * keeps those that are. Safe for use by any thread.
 */
final class ConsentDesk {

	private static final Logger logger = LoggerFactory.getLogger(ConsentDesk.class);

	private static final String AGAIN = "Open the page again, at the address that is in the log of the start.";

	private final SignIns signIns;

	private final Attempts attempts;

	private final Tenant tenant;

	private final ReportProbe probe;

	private final Consents consents;

	ConsentDesk(SignIns signIns, Attempts attempts, Tenant tenant, ReportProbe probe, Consents consents) {
		this.signIns = signIns;
		this.attempts = attempts;
		this.tenant = tenant;
		this.probe = probe;
		this.consents = consents;
	}

	/**
	 * Begins a sign-in.
	 * @param redirectUri where the browser is to come back to
	 */
	SignIn begin(URI redirectUri) {
		return this.signIns.begin(redirectUri);
	}

	/**
	 * Takes what the browser came back with. Does not block.
	 * @return what became of it; never fails
	 */
	Mono<Outcome> callback(Callback callback) {
		SignIn signIn = this.signIns.end(callback.state());
		if (signIn == null) {
			return told(Outcome.invalid("The gateway knows no such sign-in",
					"It has ended already, began more than an hour ago, or belongs to another start or replica. "
							+ AGAIN));
		}
		if (callback.error() != null) {
			return told(Outcome.refused("Nobody has consented", callback.remedy() + " " + AGAIN));
		}
		String code = callback.code();
		if (code == null || code.isEmpty()) {
			return told(Outcome.invalid("The sign-in brought no code", AGAIN));
		}
		OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
			.redirectUri(signIn.redirectUri().toString())
			.state(signIn.state())
			.build();
		Instant askedAt = this.attempts.clock().instant();
		return this.tenant.authority()
			.redeem(new OAuth2AuthorizationExchange(signIn.request(), response))
			.flatMap((redeemed) -> redeemed(signIn, redeemed, askedAt))
			.onErrorResume(TokenException.class, (failure) -> told(Outcome.refused("The code could not be redeemed",
					failure.getMessage() + " A code can be redeemed once, and for some minutes. " + AGAIN)));
	}

	/**
	 * Proves an attempt again that could not be proved. Does not block.
	 * @param id identifies the attempt
	 * @return what became of it; never fails
	 */
	Mono<Outcome> again(@Nullable String id) {
		Attempt attempt = this.attempts.take(id);
		return (attempt != null) ? prove(attempt)
				: told(Outcome.invalid("The sign-in has been forgotten", "It was more than ten minutes ago. " + AGAIN));
	}

	private Mono<Outcome> redeemed(SignIn signIn, Redeemed redeemed, Instant askedAt) {
		SignedIn user = SignedIn.of(redeemed.idToken(), redeemed.accessToken());
		String refreshToken = redeemed.refreshToken();
		if (!isEqual(signIn.nonce(), user.nonce())) {
			return told(Outcome.invalid("The ID token is not of this sign-in", "Its nonce is another. " + AGAIN));
		}
		if (!user.audience().isEmpty() && !user.audience().contains(signIn.request().getClientId())) {
			return told(Outcome.invalid("The ID token is not for this application",
					"Check partner-center.token.client-id."));
		}
		if (refreshToken == null) {
			return told(Outcome.refused("The sign-in gave no refresh token",
					"Allow the application the permission offline_access."));
		}
		AccessToken access = new AccessToken(redeemed.accessToken(), askedAt.plus(redeemed.lifetime()));
		return prove(new Attempt(this.signIns.random(), user, access, refreshToken,
				this.attempts.clock().instant().plus(Attempts.PATIENCE)));
	}

	private Mono<Outcome> prove(Attempt attempt) {
		return this.tenant.guid()
			.flatMap((tenant) -> prove(attempt, tenant))
			.onErrorResume(TokenException.class,
					(failure) -> later(attempt, "The tenant of %s could not be found out".formatted(this.tenant.name()),
							String.valueOf(failure.getMessage()), List.of()));
	}

	private Mono<Outcome> prove(Attempt attempt, String tenant) {
		SignedIn user = attempt.user();
		if (user.tenants().isEmpty() || user.tenants().stream().anyMatch((found) -> !found.equalsIgnoreCase(tenant))) {
			return told(Outcome.refused("The user belongs to another tenant",
					"The partner's tenant is %s, but the user's is %s. Sign in with an account of the partner's, or correct partner-center.token.tenant-id."
						.formatted(tenant, Tenant.shown(user.tenants()))));
		}
		if (Boolean.FALSE.equals(user.mfa())) {
			return told(Outcome.refused("The sign-in was without multi-factor authentication",
					"Partner Center refuses the tokens of such a consent (900421). Have multi-factor authentication "
							+ "required for the user, by a Conditional Access policy or the security defaults of the "
							+ "tenant, and sign in again in a new browser window. A federated identity provider has to "
							+ "issue the claim."));
		}
		return Proof.of(this.probe, attempt).flatMap((proof) -> judge(attempt, tenant, proof));
	}

	private Mono<Outcome> judge(Attempt attempt, String tenant, Proof proof) {
		List<Finding> findings = proof.findings();
		if (!proof.isEnough()) {
			return proof.mayPass()
					? later(attempt, "Partner Center could not be asked", "It gave no answer, or none of use.",
							findings)
					: told(Outcome.refused("The consent does not reach both partner reports",
							List.of("It is kept only if both may be read: see below what Partner Center says."),
							findings));
		}
		if (attempt.user().mfa() == null && !Boolean.TRUE.equals(proof.mfa())) {
			return told(Outcome.refused("Nothing shows that the sign-in was with multi-factor authentication",
					List.of("The access token cannot be read, and Partner Center does not say so either."), findings));
		}
		Consent consent = Consent.of(this.attempts.clock().instant(), tenant, attempt.user().userId(),
				attempt.refreshToken());
		return this.consents.keep(attempt.refreshToken(), consent).map((written) -> {
			logger.info("A consent is in use: user {} of tenant {}. It is {}", consent.userId(), tenant,
					written ? "in its file" : "in memory only");
			return new Outcome(written ? Outcome.Result.KEPT : Outcome.Result.UNWRITTEN, "The consent is in use",
					remarks(proof, written), findings, null);
		});
	}

	private List<String> remarks(Proof proof, boolean written) {
		List<String> remarks = new ArrayList<>();
		remarks.add(written
				? "The refresh token is in its file, and the gateway fetches the reports now. Replicas that share the file use it within seconds; one with a file of its own needs a consent of its own."
				: "The refresh token is in memory only, since its file cannot be written: a restart begins without it. The gateway tries again every minute. The log says why.");
		if (Boolean.FALSE.equals(proof.mfa())) {
			remarks.add(
					"Partner Center does not find that the token shows multi-factor authentication, although it says so itself. Partner Center may refuse it soon.");
		}
		List<String> answering = proof.commercialPrefixes();
		String configured = this.probe.prefixes().getFirst();
		if (answering.contains(configured)) {
			remarks.add("The commercial reports answer under the path that is configured, %s/v1/analytics/commercial."
				.formatted(configured));
		}
		else if (!answering.isEmpty()) {
			String prefix = answering.getFirst();
			remarks.add("The commercial reports answer under another path: "
					+ (prefix.isEmpty() ? "remove partner-center.commercial-path-prefix."
							: "set partner-center.commercial-path-prefix=%s.".formatted(prefix)));
		}
		return remarks;
	}

	private Mono<Outcome> later(Attempt attempt, String headline, String remark, List<Finding> findings) {
		String id = this.attempts.keep(attempt) ? attempt.id() : null;
		return told(Outcome.unproved(headline, remark, findings, id));
	}

	private static Mono<Outcome> told(Outcome outcome) {
		logger.warn("A consent was not kept: {}", outcome.headline());
		return Mono.just(outcome);
	}

	private static boolean isEqual(String one, @Nullable String other) {
		return other != null
				&& MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

}
