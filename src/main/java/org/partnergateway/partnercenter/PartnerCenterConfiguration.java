package org.partnergateway.partnercenter;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.ChannelOption;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.outbound.Outbound;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenEndpoint;
import org.partnergateway.token.TokenProperties;
import org.partnergateway.token.TokenProperties.Grant;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Wires the way to Partner Center.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PartnerCenterProperties.class)
class PartnerCenterConfiguration {

	// Enough for every customer report of a large partner to be asked for at once.
	private static final int MOST_WAITING_CALLS = 10_000;

	private static final Pattern PATH_PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");

	private static final Pattern APPLICATION_NAME = Pattern
		.compile("(?:[\\x21-\\x7E](?:[\\x20-\\x7E]*[\\x21-\\x7E])?)?");

	/**
	 * Stacks what a call goes through, from the wire up.
	 */
	@Bean
	PartnerCenterClient partnerCenterClient(PartnerCenterProperties properties, HttpChannel wire, AccessTokens tokens,
			PartnerCenterErrors errors, ApiLinks links, PartnerCenterEndpoint endpoint, TokenProperties token,
			CircuitBreakerRegistry breakers, ObjectProvider<InstantSource> clock, LastFetches lastFetches,
			Pauses pauses, ObjectProvider<ObservationRegistry> observations) {
		logIdsOfCalls();
		Duration deadline = properties.deadline();
		// Bounds each request by itself.
		Channel<Reply> bounded = new AttemptTimeoutChannel(wire, properties.attemptTimeout());
		// Sends nothing for as long as Partner Center has asked for fewer requests.
		Channel<Reply> unhurried = new ThrottleChannel(bounded, pauses, clock.getIfAvailable(InstantSource::system));
		// Nothing gets past here without a token; a refused token is replaced, once.
		Channel<Reply> authorized = new TokenChannel(unhurried, tokens, new CredentialRefusals(isAppOnly(token)));
		// From here up there are reports and typed failures.
		Channel<PartnerCenterResponse> translated = new TranslatingChannel(authorized, errors, links,
				Schedulers.boundedElastic(), clock.getIfAvailable(InstantSource::system));
		// Lets so many attempts through at a time.
		Channel<PartnerCenterResponse> limited = new ConcurrencyLimitChannel(translated,
				properties.maxConcurrentCalls(), MOST_WAITING_CALLS);
		// Repeats what may heal; a pause takes nobody's turn.
		Channel<PartnerCenterResponse> repeated = new RetryChannel(limited, deadline, Schedulers.parallel(),
				() -> ThreadLocalRandom.current().nextDouble());
		// Bounds all of that, token and waiting included.
		Channel<PartnerCenterResponse> punctual = new DeadlineChannel(repeated, deadline, Schedulers.parallel());
		// Tells the operator: one line, one measurement and one span a fetch.
		Channel<PartnerCenterResponse> reported = new ReportingChannel(punctual, lastFetches,
				observations.getIfAvailable(() -> ObservationRegistry.NOOP));
		// Leaves Partner Center alone once too many fetches have failed.
		BreakerChannel guarded = new BreakerChannel(reported, breakers,
				clock.getIfAvailable(InstantSource::system).withZone(ZoneOffset.UTC));
		return new PartnerCenterClient(guarded, tokens, endpoint.baseUrl().getHost() + "/" + token.tenantId(), deadline,
				links);
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
		// The service may name itself, however it is reached from here.
		return new ApiLinks(List.of(endpoint.baseUrl(), properties.cloud().api()), properties.commercialPathPrefix());
	}

	@Bean
	PartnerCenterErrors partnerCenterErrors(TokenProperties token) {
		return new PartnerCenterErrors(InstantSource.system(), isAppOnly(token));
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
	PartnerCenterEndpoint partnerCenterEndpoint(PartnerCenterProperties properties, TokenProperties token,
			ObjectProvider<PartnerCenterConnectionDetails> details) {
		InvalidSettingException.unlessWait("partner-center.connect-timeout", properties.connectTimeout());
		InvalidSettingException.unlessWait("partner-center.attempt-timeout", properties.attemptTimeout());
		InvalidSettingException.unlessWait("partner-center.deadline", properties.deadline());
		if (!PATH_PREFIX.matcher(properties.commercialPathPrefix()).matches()) {
			throw new InvalidSettingException("partner-center.commercial-path-prefix", "is not a path",
					"Set it to a path such as /partner, with a slash at its start and none at its end, or to nothing.");
		}
		if (!APPLICATION_NAME.matcher(properties.applicationName()).matches()) {
			throw new InvalidSettingException("partner-center.application-name", "cannot be sent in a header",
					"Set it to letters, digits and other visible characters of ASCII, such as partner-license-gateway.");
		}
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
		return new TokenEndpoint(endpoint.tokenUri(), (scope != null) ? scope : scope(properties, token),
				properties.connectTimeout(), properties.attemptTimeout());
	}

	/**
	 * Without offline_access a renewal need not bring another refresh token.
	 */
	private static String scope(PartnerCenterProperties properties, TokenProperties token) {
		String api = properties.cloud().scope();
		return isAppOnly(token) ? api : api + " offline_access";
	}

	private static boolean isAppOnly(TokenProperties token) {
		return token.grant() == Grant.CLIENT_CREDENTIALS;
	}

	private static HttpClient client(PartnerCenterProperties properties) {
		return HttpClient.create(Outbound.connections("partner-center", properties.maxConcurrentCalls()))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
			.compress(true)
			.followRedirect(false)
			// Repeating is the business of the retry channel, which counts.
			.disableRetry(true);
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
