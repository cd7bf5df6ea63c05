package org.partnergateway.token.request;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.AccessToken;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.credential.ClientSecret;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.request.TokenException.Kind;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.token.TokenFailures.failureOf;

/**
 * Tests for {@link ClientCredentials}.
 */
class ClientCredentialsTests {

	private final TokenServer server = new TokenServer();

	ClientCredentialsTests() throws IOException {
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void requestSendsTheGrantAsAForm() {
		IssuedToken issued = request(this.server.endpoint());
		assertThat(issued).isEqualTo(new IssuedToken("token", Duration.ofHours(1), "client_credentials"));
		assertThat(this.server.forms()).containsExactly(Map.of("grant_type", "client_credentials", "scope",
				"https://api.example.com/.default", "client_id", "application", "client_secret", "s3cret &=+%"));
		assertThat(this.server.lines())
			.containsExactly("POST /tenant/oauth2/v2.0/token application/x-www-form-urlencoded application/json");
	}

	@Test
	void requestWhenThereAreSeveralScopesKeepsTheirOrder() {
		TokenEndpoint endpoint = this.server.endpoint();
		request(new TokenEndpoint(endpoint.uri(), " b/.default  a ", endpoint.connectTimeout(),
				endpoint.attemptTimeout()));
		assertThat(this.server.forms().getFirst()).containsEntry("scope", "b/.default a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "3599 | PT59M59S", "\"3599\" | PT59M59S", "1 | PT1S", "0 | PT1S",
			"\"0\" | PT1S", "-5 | PT1S", "null | PT1S", "\"soon\" | PT1S", "3599.5 | PT1S", "{} | PT1S" })
	void requestTakesAnyFormOfLifetime(String expiresIn, Duration lifetime) {
		this.server.answer(TokenServer.json(200, TokenServer.token("token", expiresIn)));
		assertThat(request(this.server.endpoint()).lifetime()).isEqualTo(lifetime);
	}

	@Test
	void requestWhenTheLifetimeIsMissingTakesTheToken() {
		this.server.answer(TokenServer.json(200, """
				{"token_type": "bearer", "access_token": "token"}"""));
		assertThat(request(this.server.endpoint()).lifetime()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void accessTokensWhenTheTokenIsHardlyAliveAsksOnceForEachCall() {
		this.server.answer(TokenServer.json(200, TokenServer.token("token", "0")));
		try (AccessTokens tokens = new AccessTokens(grant(this.server.endpoint()), CredentialWatch.NONE,
				Duration.ofMinutes(1), Schedulers.parallel())) {
			assertThat(List.of(tokens.current().join().value(), tokens.current().join().value())).containsOnly("token");
		}
		assertThat(this.server.forms()).hasSize(2);
	}

	@Test
	void requestWhenTheVolumeWithTheSecretHangsFailsAndNamesTheFile() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		ClientSecret secret = ClientSecret.in(new TokenFile("client-secret-file", Path.of("secret")));
		AccessTokens tokens = new AccessTokens(
				new ClientCredentials(new TokenRequests(this.server.endpoint(), new Application("application", secret),
						WebClient.builder(), Outbound.ofJvm(), FileAccesses.hanging(time))),
				CredentialWatch.NONE, Duration.ofMinutes(1), time);
		CompletableFuture<AccessToken> future = tokens.current();
		time.advanceTimeBy(Duration.ofSeconds(2));
		TokenException failure = failureOf(future);
		assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
		assertThat(failure).hasMessage("client-secret-file names secret, which takes too long to read. "
				+ "Look at the volume that holds it.");
		assertThat(this.server.forms()).isEmpty();
	}

	private static IssuedToken request(TokenEndpoint endpoint) {
		return grant(endpoint).request().blockOptional().orElseThrow();
	}

	private static ClientCredentials grant(TokenEndpoint endpoint) {
		return new ClientCredentials(
				new TokenRequests(endpoint, new Application("application", ClientSecret.of("s3cret &=+%")),
						WebClient.builder().baseUrl("http://other.invalid"), Outbound.ofJvm(), FileAccesses.direct()));
	}

}
