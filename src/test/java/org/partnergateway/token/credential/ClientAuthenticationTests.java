package org.partnergateway.token.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.request.Application;
import org.partnergateway.token.request.ClientCredentials;
import org.partnergateway.token.request.TokenRequests;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the ways of {@link ClientAuthentication}.
 */
class ClientAuthenticationTests {

	private final TokenServer server = new TokenServer();

	private @TempDir Path directory;

	ClientAuthenticationTests() throws IOException {
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void secretInAFileIsReadForEachRequestUpToTheEndOfItsLine() throws IOException {
		Path file = Files.writeString(this.directory.resolve("secret"), " one \n");
		ClientAuthentication authentication = ClientSecret.in(new TokenFile("secret", file));
		assertThat(request(authentication)).containsEntry("client_secret", " one ");
		Files.writeString(file, "two\r\n");
		assertThat(request(authentication)).containsEntry("client_secret", "two").doesNotContainKey("client_assertion");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uFEFFs3cret", "s3cret\r\n", "\uFEFFs3cret\n" })
	void secretIsWithoutByteOrderMarkAndEndOfLineWhereverItIsFrom(String content) throws IOException {
		assertThat(request(ClientSecret.of(content))).containsEntry("client_secret", "s3cret");
		Path file = Files.writeString(this.directory.resolve("secret"), content);
		assertThat(request(ClientSecret.in(new TokenFile("secret", file)))).containsEntry("client_secret", "s3cret");
	}

	@Test
	void federatedAssertionIsSentWithoutByteOrderMark() throws IOException {
		Path file = Files.writeString(this.directory.resolve("assertion"), "\uFEFFa.b.c\r\n");
		assertThat(request(new FederatedAssertion(new TokenFile("assertion", file)))).containsEntry("client_assertion",
				"a.b.c");
	}

	@Test
	void federatedAssertionIsReadForEachRequestAndSentUnchanged() throws IOException {
		Path file = Files.writeString(this.directory.resolve("assertion"), "a.b.c\n");
		ClientAuthentication authentication = new FederatedAssertion(new TokenFile("assertion", file));
		assertThat(request(authentication)).isEqualTo(Map.of("grant_type", "client_credentials", "scope",
				"https://api.example.com/.default", "client_id", "application", "client_assertion", "a.b.c",
				"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
		Files.writeString(file, "d.e.f");
		assertThat(request(authentication)).containsEntry("client_assertion", "d.e.f");
	}

	@Test
	void filesWhoseReplacementMayHealAreThoseThatAreRead() {
		TokenFile one = new TokenFile("one", this.directory.resolve("1"));
		TokenFile two = new TokenFile("two", this.directory.resolve("2"));
		assertThat(ClientSecret.in(one).files()).containsExactly(one);
		assertThat(ClientSecret.of("secret").files()).isEmpty();
		assertThat(new FederatedAssertion(one).files()).containsExactly(one);
		assertThat(new ClientCertificate(one, two).files()).containsExactly(one, two);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-key-pkcs8.pem", "private-key-pkcs1.pem" })
	void certificateSignsAnAssertionForEachRequest(String privateKey) throws Exception {
		ClientAuthentication authentication = certificate("certificate.pem", privateKey);
		Instant before = Instant.now().minusSeconds(1);
		Map<String, String> form = request(authentication);
		assertThat(form).containsOnlyKeys("grant_type", "scope", "client_id", "client_assertion",
				"client_assertion_type");
		assertThat(form).containsEntry("client_assertion_type",
				"urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
		SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
		verify(assertion);
		JWTClaimsSet claims = assertion.getJWTClaimsSet();
		assertThat(claims.getIssuer()).isEqualTo("application");
		assertThat(claims.getSubject()).isEqualTo("application");
		assertThat(claims.getAudience()).containsExactly(this.server.uri().toString());
		assertThat(claims.getIssueTime()).isBetween(Date.from(before), Date.from(Instant.now()));
		assertThat(claims.getNotBeforeTime()).isEqualTo(claims.getIssueTime());
		assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
			.isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
		SignedJWT next = SignedJWT.parse(request(authentication).get("client_assertion"));
		assertThat(next.getJWTClaimsSet().getJWTID()).isNotEqualTo(claims.getJWTID());
	}

	@Test
	void certificateIsReadForEachRequest() throws IOException {
		Path file = copy("certificate.pem", "certificate.pem");
		ClientAuthentication authentication = certificate("certificate.pem", "private-key-pkcs8.pem");
		authentication.check();
		Files.writeString(file, "-----BEGIN CERTIFICATE-----");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(authentication::check)
			.withMessage("certificate names %s, which holds no certificate. Put the certificate there in PEM form.",
					file);
	}

	private void verify(SignedJWT assertion) throws Exception {
		X509Certificate certificate = PemContent.of(resource("certificate.pem")).getCertificates().getFirst();
		assertThat(assertion.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))).isTrue();
		assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
		assertThat(assertion.getHeader().getType()).hasToString("JWT");
		assertThat(assertion.getHeader().getX509CertSHA256Thumbprint())
			.isEqualTo(Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
	}

	private ClientCertificate certificate(String certificate, String privateKey) throws IOException {
		return new ClientCertificate(new TokenFile("certificate", copy(certificate, "certificate.pem")),
				new TokenFile("private-key", copy(privateKey, "private-key.pem")));
	}

	private Path copy(String resource, String name) throws IOException {
		Path file = this.directory.resolve(name);
		Files.copy(new ClassPathResource(resource, getClass()).getInputStream(), file,
				StandardCopyOption.REPLACE_EXISTING);
		return file;
	}

	private String resource(String name) throws IOException {
		return new ClassPathResource(name, getClass()).getContentAsString(StandardCharsets.UTF_8);
	}

	private Map<String, String> request(ClientAuthentication authentication) {
		new ClientCredentials(new TokenRequests(this.server.endpoint(), new Application("application", authentication),
				WebClient.builder(), Outbound.ofJvm(), FileAccesses.direct()))
			.request()
			.block();
		return this.server.forms().getLast();
	}

}
