package org.partnergateway.partnercenter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.netty.channel.ChannelOption;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenEndpoint;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.TokenProperties.Grant;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the way to Partner Center.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerCenterProperties.class)
class PartnerCenterConfiguration {

	@Bean
	PartnerCenterClient partnerCenterClient(PartnerCenterProperties properties, AccessTokens tokens,
			TokenProperties tokenProperties, PartnerCenterEndpoint endpoint, WebClient.Builder http) {
		logIdsOfCalls();
		return new PartnerCenterClient(channel(properties, endpoint, tokens,
				new PartnerCenterErrors(InstantSource.system(), tokenProperties.grant() == Grant.CLIENT_CREDENTIALS),
				http), properties.deadline());
	}

	/**
	 * The stack that a call goes through, from the wire up.
	 */
	private static Channel<PartnerCenterResponse> channel(PartnerCenterProperties properties,
			PartnerCenterEndpoint endpoint, AccessTokens tokens, PartnerCenterErrors errors, WebClient.Builder http) {
		// HTTP: one request, one reply of whatever status.
		Channel<Reply> wire = new HttpChannel(webClient(http, properties), endpoint.baseUrl(),
				properties.applicationName());
		// Bounds each request by itself.
		Channel<Reply> bounded = new AttemptTimeoutChannel(wire, properties.attemptTimeout());
		// Nothing gets past here without a token; a refused token is replaced, once.
		Channel<Reply> authorized = new TokenChannel(bounded, tokens);
		// From here up there are reports and typed failures.
		Channel<PartnerCenterResponse> translated = new TranslatingChannel(authorized, errors,
				Schedulers.boundedElastic());
		// Repeats what may heal.
		Channel<PartnerCenterResponse> repeated = new RetryChannel(translated, properties.deadline(),
				Schedulers.parallel(), () -> ThreadLocalRandom.current().nextDouble());
		// Bounds all of it.
		return new DeadlineChannel(repeated, properties.deadline(), Schedulers.parallel());
	}

	@Bean
	PartnerCenterEndpoint partnerCenterEndpoint(PartnerCenterProperties properties, TokenProperties token,
			ObjectProvider<PartnerCenterConnectionDetails> details) {
		InvalidSettingException.unlessPositive("partner-center.connect-timeout", properties.connectTimeout());
		InvalidSettingException.unlessPositive("partner-center.attempt-timeout", properties.attemptTimeout());
		InvalidSettingException.unlessPositive("partner-center.deadline", properties.deadline());
		if (properties.maxConcurrentCalls() < 1) {
			throw new InvalidSettingException("partner-center.max-concurrent-calls", "is not positive",
					"Set it to the number of calls that may be in progress at a time, such as 8.");
		}
		PartnerCenterConnectionDetails elsewhere = details.getIfAvailable();
		if (elsewhere != null) {
			return new PartnerCenterEndpoint(elsewhere.baseUrl(), elsewhere.tokenUri());
		}
		return PartnerCenterEndpoint.of(properties, token);
	}

	@Bean
	TokenEndpoint tokenEndpoint(PartnerCenterEndpoint endpoint, PartnerCenterProperties properties,
			TokenProperties token) {
		String scope = token.scope();
		return new TokenEndpoint(endpoint.tokenUri(), (scope != null) ? scope : properties.cloud().scope(),
				properties.connectTimeout(), properties.attemptTimeout());
	}

	private static WebClient webClient(WebClient.Builder http, PartnerCenterProperties properties) {
		ConnectionProvider connections = ConnectionProvider.builder("partner-center")
			.maxConnections(properties.maxConcurrentCalls())
			.maxIdleTime(Duration.ofSeconds(30))
			.evictInBackground(Duration.ofSeconds(30))
			.build();
		HttpClient client = HttpClient.create(connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
			.compress(true)
			.followRedirect(false)
			// Repeating is the business of the retry channel, which counts.
			.disableRetry(true);
		return http.clone().clientConnector(new ReactorClientHttpConnector(client)).build();
	}

	/**
	 * Lets the ids of a call follow it through the logging context of every thread.
	 */
	private static void logIdsOfCalls() {
		ContextRegistry.getInstance()
			.registerThreadLocalAccessor(
					new Slf4jThreadLocalAccessor(Correlation.LOGGED_REQUEST_ID, Correlation.LOGGED_CORRELATION_ID));
	}

}
