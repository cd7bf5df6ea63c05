package org.partnergateway.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.credential.ClientAuthentication;
import org.partnergateway.token.credential.ClientCertificate;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.credential.FederatedAssertion;
import org.partnergateway.token.credential.TokenFile;

import org.springframework.util.StringUtils;

/**
 * Reads the client authentication from the properties.
 */
final class ClientAuthentications {

	private static final String SECRET = "partner-center.token.client-secret";

	private static final String SECRET_FILE = "partner-center.token.client-secret-file";

	private static final String ASSERTION_FILE = "partner-center.token.client-assertion-file";

	private static final String CERTIFICATE_FILE = "partner-center.token.client-certificate-file";

	private static final String PRIVATE_KEY_FILE = "partner-center.token.client-private-key-file";

	private ClientAuthentications() {
	}

	/**
	 * Creates and checks the client authentication that the properties describe.
	 * @throws InvalidSettingException if none is set, more than one is set, or the one
	 * cannot be used
	 */
	static ClientAuthentication from(TokenProperties properties) {
		Map<String, ClientAuthentication> ways = new LinkedHashMap<>();
		String secret = properties.clientSecret();
		if (secret != null && StringUtils.hasText(TokenFile.withoutByteOrderMark(secret))) {
			if (secret.indexOf(0) >= 0 || secret.indexOf('\uFFFD') >= 0) {
				throw new InvalidSettingException(SECRET, "is not text in UTF-8, but perhaps UTF-16",
						"Save it as UTF-8. Windows PowerShell writes UTF-16 with >; use Set-Content -Encoding ascii there.");
			}
			ways.put(SECRET, ClientSecret.of(secret));
		}
		TokenFile secretFile = TokenFile.of(SECRET_FILE, properties.clientSecretFile());
		if (secretFile != null) {
			ways.put(SECRET_FILE, ClientSecret.in(secretFile));
		}
		TokenFile assertionFile = TokenFile.of(ASSERTION_FILE, properties.clientAssertionFile());
		if (assertionFile != null) {
			ways.put(ASSERTION_FILE, new FederatedAssertion(assertionFile));
		}
		ClientCertificate certificate = certificate(properties);
		if (certificate != null) {
			ways.put(CERTIFICATE_FILE, certificate);
		}
		ClientAuthentication authentication = theOnly(ways);
		authentication.check();
		return authentication;
	}

	private static @Nullable ClientCertificate certificate(TokenProperties properties) {
		TokenFile certificateFile = TokenFile.of(CERTIFICATE_FILE, properties.clientCertificateFile());
		TokenFile privateKeyFile = TokenFile.of(PRIVATE_KEY_FILE, properties.clientPrivateKeyFile());
		if (certificateFile != null && privateKeyFile != null) {
			return new ClientCertificate(certificateFile, privateKeyFile);
		}
		if (certificateFile != null) {
			throw new InvalidSettingException(PRIVATE_KEY_FILE, "is not set, but " + CERTIFICATE_FILE + " is",
					"Set it to the PEM file with the certificate's private key.");
		}
		if (privateKeyFile != null) {
			throw new InvalidSettingException(CERTIFICATE_FILE, "is not set, but " + PRIVATE_KEY_FILE + " is",
					"Set it to the PEM file with the certificate.");
		}
		return null;
	}

	private static ClientAuthentication theOnly(Map<String, ClientAuthentication> ways) {
		if (ways.isEmpty()) {
			throw new InvalidSettingException(SECRET, "is not set, and neither is another way to authenticate",
					"Set it, or one of %s, %s and %s.".formatted(SECRET_FILE, ASSERTION_FILE, CERTIFICATE_FILE));
		}
		List<String> names = new ArrayList<>(ways.keySet());
		if (names.size() > 1) {
			throw new InvalidSettingException(names.get(1), "is set, and so is " + names.getFirst(),
					"Set only one of them: the application authenticates in one way.");
		}
		return ways.values().iterator().next();
	}

}
