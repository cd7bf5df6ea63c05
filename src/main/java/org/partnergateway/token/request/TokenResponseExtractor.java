package org.partnergateway.token.request;

import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.core.convert.converter.Converter;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.web.reactive.function.BodyExtractor;

/**
 * Reads a successful token response (RFC 6749, section 5.1). Replaces Spring Security's
 * own extractor, which rejects a token whose {@code expires_in} is negative or not a
 * number; a waiting call can still use that token.
 */
final class TokenResponseExtractor implements BodyExtractor<Mono<OAuth2AccessTokenResponse>, ReactiveHttpInputMessage> {

	private final SecretJson json = new SecretJson();

	private final Converter<Map<String, Object>, OAuth2AccessTokenResponse> converter = new DefaultMapOAuth2AccessTokenResponseConverter();

	@Override
	public Mono<OAuth2AccessTokenResponse> extract(ReactiveHttpInputMessage message, Context context) {
		return this.json.extract(message, context)
			.switchIfEmpty(Mono.error(() -> TokenException.malformed("nothing")))
			.map(this::convert);
	}

	private OAuth2AccessTokenResponse convert(Map<String, Object> body) {
		if (body.get("error") != null) {
			throw TokenErrors.of(200, body, null);
		}
		if (!(body.get("access_token") instanceof String token) || !isVisible(token)) {
			throw TokenException.malformed("no access token");
		}
		return this.converter.convert(body);
	}

	/**
	 * Whether a token can be sent in a header (RFC 6749, appendix A.12).
	 */
	private static boolean isVisible(String token) {
		return !token.isEmpty() && token.chars().allMatch((character) -> character > ' ' && character < 0x7f);
	}

}
