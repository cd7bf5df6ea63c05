package org.partnergateway.callers.tokens;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Finds the caller of a valid access token, and whether they may read. The scope may be
 * in {@code scp}, as Microsoft Entra writes it, or in {@code scope} (RFC 8693, section
 * 4.2), as one string or as an array. It may also be a role in {@code roles}, which
 * Microsoft Entra issues to an application without a user.
 */
public final class TokenCallers implements Converter<Jwt, JwtAuthenticationToken> {

	private static final List<String> CLAIMS = List.of("scp", "scope", "roles");

	// A token without a subject still names the application that it was issued to.
	private static final List<String> IDENTITIES = List.of("sub", "client_id", "azp", "appid");

	private final String requiredScope;

	private final List<GrantedAuthority> granted;

	/**
	 * Creates a converter.
	 * @param requiredScope the scope or role that a caller needs to read; empty if every
	 * caller may
	 * @param granted the authorities of callers who may read
	 */
	public TokenCallers(String requiredScope, List<GrantedAuthority> granted) {
		this.requiredScope = requiredScope;
		this.granted = granted;
	}

	@Override
	public JwtAuthenticationToken convert(Jwt token) {
		boolean mayRead = this.requiredScope.isEmpty() || CLAIMS.stream()
			.flatMap((claim) -> values(token.getClaims().get(claim)))
			.anyMatch(this.requiredScope::equals);
		return new JwtAuthenticationToken(token, mayRead ? this.granted : List.of(), name(token));
	}

	private static String name(Jwt token) {
		String subject = "";
		for (String claim : IDENTITIES) {
			if (subject.isEmpty() && token.getClaims().get(claim) instanceof String identity) {
				subject = identity;
			}
		}
		return "token:%s of %s".formatted(subject, token.getClaims().getOrDefault("iss", ""));
	}

	private static Stream<String> values(@Nullable Object claim) {
		return switch (claim) {
			case String text -> Arrays.stream(text.split(" "));
			case Collection<?> several -> several.stream().filter(String.class::isInstance).map(String.class::cast);
			case null, default -> Stream.empty();
		};
	}

}
