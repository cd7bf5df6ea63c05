package org.partnergateway.token;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway obtains access tokens. A blank value counts as absent.
 *
 * @param uri Token endpoint. By default, that of the cloud and the tenant.
 * @param tenantId Microsoft Entra tenant in which the application is registered.
 * Required.
 * @param clientId Identifier of the application. Required.
 * @param grant What is presented to the token endpoint.
 * @param scope Scope to request. By default, the API's own followed by "/.default", and
 * "offline_access" besides for the "refresh-token" grant.
 * @param clientSecret Secret of the application.
 * @param clientSecretFile File that holds the secret of the application. Read for each
 * token request.
 * @param clientAssertionFile File that holds an assertion of another issuer about the
 * application, such as a Kubernetes service account token. Read for each token request.
 * @param clientCertificateFile PEM file that holds the certificate of the application.
 * Read for each token request.
 * @param clientPrivateKeyFile PEM file that holds the RSA private key of the certificate,
 * unencrypted. Read for each token request.
 * @param refreshTokenFile File that holds the refresh token. Read for each token request
 * and replaced whenever the token endpoint issues another one. Need not exist before a
 * user has consented. Required by the "refresh-token" grant.
 * @param consent Whether a user can consent on the page "/consent" of the management
 * port. By default, with the "refresh-token" grant.
 * @param consentRedirectUri Redirect URI of the consent, as it is registered with the
 * application. By default, "http://localhost:", the management port, and
 * "/consent/callback".
 */
@ConfigurationProperties("partner-center.token")
public record TokenProperties(@Nullable URI uri, @Nullable String tenantId, @Nullable String clientId,
		@DefaultValue("client-credentials") Grant grant, @Nullable String scope, @Nullable String clientSecret,
		@Nullable Path clientSecretFile, @Nullable Path clientAssertionFile, @Nullable Path clientCertificateFile,
		@Nullable Path clientPrivateKeyFile, @Nullable Path refreshTokenFile, @Nullable ConsentPage consent,
		@Nullable URI consentRedirectUri) {

	/**
	 * Whether tokens are for the application alone, without a user.
	 */
	public boolean isAppOnly() {
		return this.grant == Grant.CLIENT_CREDENTIALS;
	}

	/**
	 * Whether a user can consent in a browser.
	 */
	public boolean isConsentOffered() {
		return !isAppOnly() && this.consent != ConsentPage.OFF;
	}

	@Override
	public String toString() {
		return "TokenProperties[uri=%s, tenantId=%s, clientId=%s, grant=%s, scope=%s, clientSecret=%s]".formatted(
				this.uri, this.tenantId, this.clientId, this.grant, this.scope,
				(this.clientSecret != null) ? "(hidden)" : null);
	}

	/**
	 * What is presented to the token endpoint.
	 */
	public enum Grant {

		/**
		 * The application alone: RFC 6749, section 4.4.
		 */
		CLIENT_CREDENTIALS,

		/**
		 * The application, and the consent of a user: RFC 6749, section 6.
		 */
		REFRESH_TOKEN

	}

	/**
	 * Whether a user can consent in a browser.
	 */
	public enum ConsentPage {

		/** The gateway has a page for it. */
		ON,

		/** It has none: an operator puts a refresh token into the file. */
		OFF

	}

}
