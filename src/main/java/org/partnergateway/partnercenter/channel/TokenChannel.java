package org.partnergateway.partnercenter.channel;

import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.CredentialRefusals;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenRefusal;
import reactor.core.publisher.Mono;

/**
 * Adds the token to a call, and notes whether it was accepted. If it was refused, and
 * another token may be accepted, the token is replaced and the call repeated once.
 */
public final class TokenChannel implements Channel<Reply> {

	private static final int FORBIDDEN = 403;

	private final Channel<Reply> next;

	private final AccessTokens tokens;

	private final CredentialRefusals refusals;

	private final MfaCompliance mfa;

	public TokenChannel(Channel<Reply> next, AccessTokens tokens, CredentialRefusals refusals, MfaCompliance mfa) {
		this.next = next;
		this.tokens = tokens;
		this.refusals = refusals;
		this.mfa = mfa;
	}

	@Override
	public Mono<Reply> send(Call call) {
		return token().flatMap((token) -> send(call, token).flatMap((reply) -> mayRepeat(token, reply)
				? token()
					.flatMap((renewed) -> send(call.asNew(), renewed).doOnNext((second) -> mayRepeat(renewed, second)))
				: Mono.just(reply)));
	}

	/**
	 * Sends a call, and has Partner Center say whether a token that it has not seen shows
	 * multi-factor authentication.
	 */
	private Mono<Reply> send(Call call, AccessToken token) {
		Call made = call.with(token);
		if (!this.mfa.isDue(token)) {
			return this.next.send(made);
		}
		return this.next.send(made.validatingMfa())
			.doOnNext((reply) -> this.mfa.answered(token, reply, this.refusals.isWithoutMfa(reply)))
			.doFinally((signal) -> this.mfa.ended(token));
	}

	/**
	 * Notes what a reply says about a token.
	 * @return whether another token may be accepted
	 */
	private boolean mayRepeat(AccessToken token, Reply reply) {
		if (reply.status() / 100 == 2) {
			this.tokens.accepted(token);
			return false;
		}
		TokenRefusal refusal = this.refusals.ofToken(reply);
		if (refusal == null && reply.status() == FORBIDDEN) {
			this.tokens.closed();
		}
		return refusal != null && this.tokens.refused(token, refusal);
	}

	private Mono<AccessToken> token() {
		return Mono.fromFuture(this.tokens::current);
	}

}
