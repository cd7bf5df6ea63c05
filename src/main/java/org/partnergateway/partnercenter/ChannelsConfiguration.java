package org.partnergateway.partnercenter;

import java.time.InstantSource;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.channel.BreakerChannel;
import org.partnergateway.partnercenter.channel.Channel;
import org.partnergateway.partnercenter.channel.HttpChannel;
import org.partnergateway.partnercenter.channel.LastFetches;
import org.partnergateway.partnercenter.channel.Pauses;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.probe.ReportProbe;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the channels of a call to Partner Center.
 */
@Configuration(proxyBeanMethods = false)
class ChannelsConfiguration {

	@Bean
	ChannelStack channelStack(PartnerCenterProperties properties, TokenProperties token,
			ObjectProvider<InstantSource> clock) {
		logIdsOfCalls();
		return new ChannelStack(properties, token, clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	Pauses partnerCenterPauses(ObjectProvider<InstantSource> clock) {
		return new Pauses(clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	LastFetches lastFetches() {
		return new LastFetches(InstantSource.system());
	}

	@Bean
	CircuitBreakerRegistry circuitBreakerRegistry() {
		return CircuitBreakerRegistry.ofDefaults();
	}

	@Bean
	MeterBinder circuitBreakerMeters(CircuitBreakerRegistry breakers) {
		return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers);
	}

	@Bean
	MfaCompliance mfaCompliance(TokenProperties token) {
		return new MfaCompliance(!token.isAppOnly());
	}

	@Bean
	Channel<Reply> authorizedChannel(ChannelStack stack, HttpChannel wire, Pauses pauses, AccessTokens tokens,
			MfaCompliance mfa) {
		return stack.authorized(wire, pauses, tokens, mfa);
	}

	@Bean
	ReportProbe reportProbe(ChannelStack stack, HttpChannel wire, Pauses pauses, PartnerCenterErrors errors,
			ApiLinks links) {
		return new ReportProbe(stack.properties().commercialPathPrefix(),
				(prefix) -> stack.unhurried(wire.under(prefix), pauses), errors, links);
	}

	@Bean
	Channel<PartnerCenterResponse> punctualChannel(ChannelStack stack,
			@Qualifier("authorizedChannel") Channel<Reply> authorized, PartnerCenterErrors errors, ApiLinks links) {
		return stack.punctual(authorized, errors, links);
	}

	@Bean
	BreakerChannel guardedChannel(ChannelStack stack,
			@Qualifier("punctualChannel") Channel<PartnerCenterResponse> punctual, LastFetches lastFetches,
			ObjectProvider<ObservationRegistry> observations, CircuitBreakerRegistry breakers) {
		return stack.guarded(punctual, lastFetches, observations.getIfAvailable(() -> ObservationRegistry.NOOP),
				breakers);
	}

	@Bean
	PartnerCenterClient partnerCenterClient(ChannelStack stack, BreakerChannel guarded, AccessTokens tokens,
			ApiLinks links, PartnerCenterEndpoint endpoint) {
		return stack.client(guarded, tokens, links, endpoint);
	}

	/**
	 * Propagates the ids of a call to the logging context of every thread that works on
	 * it.
	 */
	private static void logIdsOfCalls() {
		ContextRegistry.getInstance()
			.registerThreadLocalAccessor(
					new Slf4jThreadLocalAccessor(Correlation.LOGGED_REQUEST_ID, Correlation.LOGGED_CORRELATION_ID));
	}

}
