package org.partnergateway.consent.signin;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.partnergateway.token.request.Authority;
import org.partnergateway.token.request.TokenException;
import reactor.core.publisher.Mono;

/**
 * The partner's tenant: a GUID, or a domain that stands for one.
 *
 * @param name the GUID or domain, as it is configured
 * @param authority knows the tenant of a domain
 */
public record Tenant(String name, Authority authority) {

	private static final Pattern GUID = Pattern
		.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	/**
	 * Tenants that a token names, for a person.
	 */
	public static String shown(Set<String> tenants) {
		return tenants.stream()
			.filter(GUID.asMatchPredicate())
			.sorted()
			.reduce((one, other) -> one + " and " + other)
			.orElse("unknown");
	}

	/**
	 * The GUID of the tenant, which is that of the issuer that the authority's discovery
	 * document names. Does not block.
	 * @return the GUID in lower case; fails with a {@link TokenException}
	 */
	public Mono<String> guid() {
		if (GUID.matcher(this.name).matches()) {
			return Mono.just(this.name.toLowerCase(Locale.ROOT));
		}
		return this.authority.issuer().mapNotNull((issuer) -> {
			Matcher found = GUID.matcher(issuer);
			return found.find() ? found.group().toLowerCase(Locale.ROOT) : null;
		}).switchIfEmpty(Mono.error(() -> TokenException.malformed("no tenant in its discovery document")));
	}

}
