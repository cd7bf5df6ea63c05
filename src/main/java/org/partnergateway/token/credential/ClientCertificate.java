package org.partnergateway.token.credential;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.X509CertUtils;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter.JwtClientAuthenticationContext;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.util.MultiValueMap;

/**
 * A certificate whose private key signs an assertion for each token request, sent as
 * {@code client_assertion} (RFC 7523, section 2.2) in the form that Microsoft Entra asks
 * for: signed with PS256, with the certificate's thumbprint in {@code x5t#S256} (RFC
 * 7515, section 4.1.8).
 */
public final class ClientCertificate implements ClientAuthentication {

	// Microsoft Entra asks for 5 to 10 minutes.
	private static final Duration LIFETIME = Duration.ofMinutes(8);

	private final NimbusJwtClientAuthenticationParametersConverter<AbstractOAuth2AuthorizationGrantRequest> converter;

	private final TokenFile certificateFile;

	private final TokenFile privateKeyFile;

	public ClientCertificate(TokenFile certificateFile, TokenFile privateKeyFile) {
		this.certificateFile = certificateFile;
		this.privateKeyFile = privateKeyFile;
		this.converter = new NimbusJwtClientAuthenticationParametersConverter<>((registration) -> key());
		this.converter.setJwtClientAssertionCustomizer(ClientCertificate::complete);
	}

	@Override
	public List<TokenFile> files() {
		return List.of(this.certificateFile, this.privateKeyFile);
	}

	@Override
	public void check() {
		key();
		this.privateKeyFile.tellIfOthersMayRead();
	}

	@Override
	public void register(ClientRegistration.Builder registration) {
		registration.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
	}

	@Override
	public MultiValueMap<String, String> parameters(AbstractOAuth2AuthorizationGrantRequest request) {
		return Objects.requireNonNull(this.converter.convert(request));
	}

	private static void complete(JwtClientAuthenticationContext<AbstractOAuth2AuthorizationGrantRequest> context) {
		context.getHeaders().type("JWT");
		context.getClaims().claims((claims) -> {
			Instant issuedAt = (Instant) Objects.requireNonNull(claims.get(JwtClaimNames.IAT));
			claims.put(JwtClaimNames.NBF, issuedAt);
			claims.put(JwtClaimNames.EXP, issuedAt.plus(LIFETIME));
		});
	}

	private JWK key() {
		X509Certificate certificate = certificate();
		PrivateKey privateKey = privateKey();
		if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)) {
			throw this.certificateFile.unusable("holds no RSA certificate", "Use an RSA key.");
		}
		if (!(privateKey instanceof RSAPrivateKey rsaKey) || !rsaKey.getModulus().equals(publicKey.getModulus())) {
			throw this.privateKeyFile.unusable("does not hold the private key of the certificate",
					"Put the certificate's own RSA key there.");
		}
		return new RSAKey.Builder(publicKey).privateKey(privateKey)
			.algorithm(JWSAlgorithm.PS256)
			.keyUse(KeyUse.SIGNATURE)
			.x509CertSHA256Thumbprint(X509CertUtils.computeSHA256Thumbprint(certificate))
			.build();
	}

	private X509Certificate certificate() {
		String content = this.certificateFile.read();
		try {
			return PemContent.of(content).getCertificates().getFirst();
		}
		catch (RuntimeException ex) {
			throw this.certificateFile.unusable("holds no certificate", "Put the certificate there in PEM form.");
		}
	}

	private PrivateKey privateKey() {
		String content = this.privateKeyFile.read();
		try {
			return Objects.requireNonNull(PemContent.of(content).getPrivateKey());
		}
		catch (RuntimeException ex) {
			throw this.privateKeyFile.unusable("holds no private key",
					"Put the private key there in PEM form, unencrypted.");
		}
	}

}
