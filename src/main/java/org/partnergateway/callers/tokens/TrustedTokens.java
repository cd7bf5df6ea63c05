package org.partnergateway.callers.tokens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Documents;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.util.StringUtils;

/**
 * The issuers whose access tokens are accepted, as configured and checked.
 *
 * @param issuers the issuers; empty if the key set alone decides
 * @param jwkSetUri address of the keys of the first issuer, or of all tokens if there is
 * no issuer; {@code null} if each issuer names the address of its own keys
 * @param audiences the values of which {@code aud} of a token must contain one
 */
public record TrustedTokens(List<String> issuers, @Nullable String jwkSetUri, List<String> audiences) {

	private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	static final String ISSUER_URI = PREFIX + "issuer-uri";

	static final String JWK_SET_URI = PREFIX + "jwk-set-uri";

	static final String AUDIENCES = PREFIX + "audiences";

	static final String ISSUERS = "callers.jwt.issuers";

	/**
	 * Reads the configuration.
	 * @param spring Spring's own properties
	 * @param ours the gateway's own properties
	 * @throws InvalidSettingException if a setting is missing or malformed, or
	 * contradicts another
	 */
	public static TrustedTokens of(OAuth2ResourceServerProperties.Jwt spring, AccessTokenProperties ours) {
		List<String> additional = ours.issuers();
		String issuer = StringUtils.hasText(spring.getIssuerUri()) ? spring.getIssuerUri() : null;
		String jwkSetUri = StringUtils.hasText(spring.getJwkSetUri()) ? spring.getJwkSetUri() : null;
		if (issuer == null && jwkSetUri == null && additional.isEmpty()) {
			throw new InvalidSettingException(ISSUER_URI, "is not set, but callers may come with access tokens",
					"Set it to the issuer of the tokens, or %s to where its keys are.".formatted(JWK_SET_URI));
		}
		if (issuer == null && jwkSetUri != null && !additional.isEmpty()) {
			throw new InvalidSettingException(ISSUERS,
					"is set, but it is not said whose keys %s has".formatted(JWK_SET_URI),
					"Set %s to the issuer with those keys.".formatted(ISSUER_URI));
		}
		List<String> audiences = spring.getAudiences().stream().filter(StringUtils::hasText).toList();
		if (audiences.isEmpty()) {
			throw new InvalidSettingException(AUDIENCES,
					"is not set, so that a token that was issued for any other service would do",
					"Set it to what the gateway is called in the tokens' claim aud.");
		}
		List<String> issuers = new ArrayList<>();
		if (issuer != null) {
			issuers.add(checked(ISSUER_URI, issuer, ours.allowPlainHttp()));
		}
		additional.forEach((other) -> issuers.add(checked(ISSUERS, other, ours.allowPlainHttp())));
		if (jwkSetUri != null) {
			checked(JWK_SET_URI, jwkSetUri, ours.allowPlainHttp());
		}
		return new TrustedTokens(List.copyOf(issuers), jwkSetUri, audiences);
	}

	/**
	 * Where the keys come from.
	 * @param http loads them
	 * @return the key set of each issuer; without issuers, that of all tokens under the
	 * empty string
	 */
	Map<String, KeySet> keySets(Documents http) {
		Map<String, KeySet> keySets = new LinkedHashMap<>();
		this.issuers.forEach((issuer) -> keySets.put(issuer, KeySet.ofIssuer(issuer, http)));
		if (this.jwkSetUri != null) {
			keySets.put(this.issuers.isEmpty() ? "" : this.issuers.getFirst(), KeySet.at(this.jwkSetUri, http));
		}
		return keySets;
	}

	private static String checked(String property, String uri, boolean allowPlainHttp) {
		if (!KeySet.isWebAddress(uri)) {
			throw new InvalidSettingException(property, "is not an https or http URL",
					"Set it to a URL such as https://login.contoso.com/realms/main.");
		}
		if (KeySet.isPlain(uri) && !allowPlainHttp) {
			throw new InvalidSettingException(property,
					"is an http: URL, so that whoever is on the way to it could let in whom they like",
					"Set it to an https URL, or set callers.jwt.allow-plain-http to true if the network in between is trusted.");
		}
		return uri;
	}

}
