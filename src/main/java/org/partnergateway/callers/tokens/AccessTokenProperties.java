package org.partnergateway.callers.tokens;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access tokens of callers, beyond what Spring's own properties say.
 *
 * @param issuers Issuers whose tokens are accepted besides those of
 * spring.security.oauth2.resourceserver.jwt.issuer-uri.
 * @param allowPlainHttp Whether the keys of an issuer may come from an http URL that is
 * not on this machine, where whoever is on the way can replace them.
 */
public record AccessTokenProperties(@DefaultValue List<String> issuers, @DefaultValue("false") boolean allowPlainHttp) {
}
