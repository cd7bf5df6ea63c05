package org.partnergateway.token.request;

import java.util.Arrays;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.netty.channel.ChannelOption;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.TokenFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractWebClientReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The part of token requests that all grants share: the application, the token endpoint,
 * and HTTP.
 */
public final class TokenRequests {

	private static final int MOST_BYTES = 256 * 1024;

	private final TokenEndpoint endpoint;

	private final Application application;

	private final FileAccess files;

	private final WebClient webClient;

	public TokenRequests(TokenEndpoint endpoint, Application application, WebClient.Builder builder, Outbound outbound,
			FileAccess files) {
		this.endpoint = endpoint;
		this.application = application;
		this.files = files;
		this.webClient = builder.clone()
			.clientConnector(outbound.connector(endpoint.uri(), httpClient(endpoint)))
			.codecs((codecs) -> {
				codecs.defaultCodecs().maxInMemorySize(MOST_BYTES);
				// Overrides the general setting, since these requests contain secrets.
				codecs.defaultCodecs().enableLoggingRequestDetails(false);
			})
			.filter(ExchangeFilterFunction
				.ofResponseProcessor((response) -> TokenErrors.check(response, files.clock())))
			.build();
	}

	/**
	 * The scopes to request, in order.
	 */
	Set<String> scopes() {
		return new LinkedHashSet<>(Arrays.asList(this.endpoint.scope().strip().split("\\s+")));
	}

	/**
	 * Identifier of the application.
	 */
	String clientId() {
		return this.application.clientId();
	}

	/**
	 * Gets a JSON document of the token endpoint's authority.
	 */
	Mono<Map<String, Object>> document(URI uri) {
		return this.webClient.get()
			.uri(uri)
			.accept(MediaType.APPLICATION_JSON)
			.exchangeToMono((response) -> response.body(new SecretJson()))
			.timeout(this.endpoint.attemptTimeout());
	}

	/**
	 * Configures a client of Spring Security for these requests.
	 */
	<R extends AbstractOAuth2AuthorizationGrantRequest, C extends AbstractWebClientReactiveOAuth2AccessTokenResponseClient<R>> C prepare(
			C client) {
		client.setWebClient(this.webClient);
		client.addParametersConverter(this.application.authentication()::parameters);
		client.setBodyExtractor(new TokenResponseExtractor());
		return client;
	}

	/**
	 * Sends a token request. Files are read away from the event loop and the caller's
	 * thread. They are read once beforehand, to distinguish a volume that hangs from a
	 * token endpoint that hangs.
	 * @param client sends the request
	 * @param grant its grant type
	 * @param request creates the request from the application's current registration
	 */
	<R extends AbstractOAuth2AuthorizationGrantRequest> Mono<OAuth2AccessTokenResponse> send(
			AbstractWebClientReactiveOAuth2AccessTokenResponseClient<R> client, AuthorizationGrantType grant,
			Function<ClientRegistration, R> request) {
		return Flux.fromIterable(this.application.authentication().files())
			.concatMap(this::read)
			.then(Mono.defer(() -> client.getTokenResponse(request.apply(registration(grant))))
				.subscribeOn(this.files.thread())
				.timeout(this.endpoint.attemptTimeout()));
	}

	private Mono<String> read(TokenFile file) {
		return this.files.call(file::read).onErrorMap(TimeoutException.class, (hung) -> file.hanging());
	}

	private ClientRegistration registration(AuthorizationGrantType grant) {
		ClientRegistration.Builder registration = ClientRegistration.withRegistrationId("partner-center")
			.clientId(this.application.clientId())
			.authorizationGrantType(grant)
			.tokenUri(this.endpoint.uri().toString())
			.scope(scopes());
		if (grant.equals(AuthorizationGrantType.AUTHORIZATION_CODE)) {
			// Required, and taken from the request for the code instead.
			registration.authorizationUri(this.endpoint.uri().toString()).redirectUri(this.endpoint.uri().toString());
		}
		this.application.authentication().register(registration);
		return registration.build();
	}

	private static HttpClient httpClient(TokenEndpoint endpoint) {
		// There is about one request an hour, and a connection kept that long is likely
		// to be closed.
		return HttpClient.create(ConnectionProvider.newConnection())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(endpoint.connectTimeout().toMillis()))
			.responseTimeout(endpoint.attemptTimeout())
			.followRedirect(false)
			.disableRetry(true)
			.compress(true);
	}

}
