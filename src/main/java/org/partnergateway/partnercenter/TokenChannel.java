package org.partnergateway.partnercenter;

import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import reactor.core.publisher.Mono;

/**
 * Gives a call its token. After a 401 the token is dropped, another fetched, and the call
 * repeated once.
 */
final class TokenChannel implements Channel<Reply> {

	private static final int UNAUTHORIZED = 401;

	private final Channel<Reply> next;

	private final AccessTokens tokens;

	TokenChannel(Channel<Reply> next, AccessTokens tokens) {
		this.next = next;
		this.tokens = tokens;
	}

	@Override
	public Mono<Reply> send(Call call) {
		return token().flatMap((token) -> this.next.send(call.with(token)).flatMap((reply) -> {
			if (reply.status() != UNAUTHORIZED) {
				return Mono.just(reply);
			}
			this.tokens.discard(token);
			return token().flatMap((renewed) -> this.next.send(call.asNew().with(renewed)));
		}));
	}

	private Mono<AccessToken> token() {
		return Mono.fromFuture(this.tokens::current);
	}

}
