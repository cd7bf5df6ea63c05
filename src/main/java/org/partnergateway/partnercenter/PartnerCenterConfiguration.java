package org.partnergateway.partnercenter;

import java.time.InstantSource;
import java.util.List;

import io.netty.channel.ChannelOption;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.partnercenter.channel.AttemptObservation;
import org.partnergateway.partnercenter.channel.HttpChannel;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.request.Authority;
import org.partnergateway.token.request.TokenEndpoint;
import org.partnergateway.token.request.TokenRequests;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the URLs of Partner Center and the HTTP client for it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerCenterProperties.class)
class PartnerCenterConfiguration {

	@Bean
	HttpChannel partnerCenterHttpChannel(PartnerCenterProperties properties, PartnerCenterEndpoint endpoint,
			WebClient.Builder http, Outbound outbound) {
		WebClient webClient = http.clone()
			.clientConnector(outbound.connector(endpoint.baseUrl(), client(properties)))
			.observationConvention(new AttemptObservation())
			.build();
		return new HttpChannel(webClient, endpoint.baseUrl(), properties.commercialPathPrefix(),
				properties.applicationName());
	}

	@Bean
	ApiLinks apiLinks(PartnerCenterProperties properties, PartnerCenterEndpoint endpoint) {
		// Links may name the service's own host, even if the gateway reaches it by
		// another.
		return new ApiLinks(List.of(endpoint.baseUrl(), properties.cloud().api()), properties.commercialPathPrefix());
	}

	@Bean
	PartnerCenterErrors partnerCenterErrors(TokenProperties token) {
		return new PartnerCenterErrors(InstantSource.system(), token.isAppOnly());
	}

	@Bean
	PartnerCenterEndpoint partnerCenterEndpoint(PartnerCenterProperties properties, TokenProperties token,
			ObjectProvider<PartnerCenterConnectionDetails> details) {
		properties.check();
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
		return new TokenEndpoint(endpoint.tokenUri(), (scope != null) ? scope : scope(properties, token),
				properties.connectTimeout(), properties.attemptTimeout());
	}

	@Bean
	Authority authority(TokenEndpoint endpoint, PartnerCenterProperties properties, TokenRequests requests) {
		return new Authority(endpoint.uri(), properties.cloud().permission(), requests);
	}

	/**
	 * Without offline_access a renewal may issue no new refresh token.
	 */
	private static String scope(PartnerCenterProperties properties, TokenProperties token) {
		String api = properties.cloud().scope();
		return token.isAppOnly() ? api : api + " offline_access";
	}

	private static HttpClient client(PartnerCenterProperties properties) {
		return HttpClient.create(Outbound.connections("partner-center", properties.maxConcurrentCalls()))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
			.compress(true)
			.followRedirect(false)
			// The retry channel repeats attempts, and counts them.
			.disableRetry(true);
	}

}
