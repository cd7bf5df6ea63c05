package org.partnergateway.partnercenter;

import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.TokenProperties;

/**
 * The URLs of Partner Center.
 *
 * @param baseUrl the root of the API
 * @param tokenUri the token endpoint
 */
record PartnerCenterEndpoint(URI baseUrl, URI tokenUri) {

	private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

	/**
	 * Reads the URLs from the configuration.
	 * @throws InvalidSettingException if a URL is malformed, or would send credentials
	 * unencrypted
	 */
	static PartnerCenterEndpoint of(PartnerCenterProperties properties, TokenProperties token) {
		PartnerCenterCloud cloud = properties.cloud();
		URI baseUrl = orElse(properties.baseUrl(), cloud::api);
		URI tokenUri = orElse(token.uri(), () -> cloud.tokenUri(tenant(token)));
		check("partner-center.base-url", baseUrl, properties.allowPlainHttp());
		check("partner-center.token.uri", tokenUri, properties.allowPlainHttp());
		return new PartnerCenterEndpoint(baseUrl, tokenUri);
	}

	private static URI orElse(@Nullable URI given, Supplier<URI> usual) {
		return (given != null && !given.toString().isBlank()) ? given : usual.get();
	}

	private static String tenant(TokenProperties token) {
		String tenant = token.tenantId();
		if (tenant == null || tenant.isBlank()) {
			throw new InvalidSettingException("partner-center.token.tenant-id", "is not set",
					"Set it to the partner's tenant: its GUID or its domain.");
		}
		if (!TENANT.matcher(tenant).matches()) {
			throw new InvalidSettingException("partner-center.token.tenant-id", "is neither a GUID nor a domain",
					"Set it to the partner's tenant, such as contoso.onmicrosoft.com.");
		}
		return tenant;
	}

	private static void check(String property, URI uri, boolean allowPlainHttp) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		String host = uri.getHost();
		if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
			throw new InvalidSettingException(property, "is not an absolute https URL",
					"Set it to a URL such as https://api.partnercenter.microsoft.com.");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
			throw new InvalidSettingException(property, "has a query, a fragment or credentials in it",
					"Set it to a URL of nothing but scheme, host, port and path.");
		}
		if (scheme.equals("http") && !allowPlainHttp && !isLoopback(host)) {
			throw new InvalidSettingException(property, "would send the gateway's credentials in the clear",
					"Set it to an https URL, or set partner-center.allow-plain-http to true if the network in between is trusted.");
		}
	}

	/**
	 * Whether a host is this machine. Decides by the name alone, since the resolver
	 * cannot be trusted here.
	 */
	private static boolean isLoopback(String host) {
		return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(?:\\.[0-9]{1,3}){3}");
	}

}
