package org.partnergateway.partnercenter;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.partnergateway.partnercenter.channel.AttemptTimeoutChannel;
import org.partnergateway.partnercenter.channel.BreakerChannel;
import org.partnergateway.partnercenter.channel.Channel;
import org.partnergateway.partnercenter.channel.ConcurrencyLimitChannel;
import org.partnergateway.partnercenter.channel.DeadlineChannel;
import org.partnergateway.partnercenter.channel.HttpChannel;
import org.partnergateway.partnercenter.channel.LastFetches;
import org.partnergateway.partnercenter.channel.Pauses;
import org.partnergateway.partnercenter.channel.ReportingChannel;
import org.partnergateway.partnercenter.channel.RetryChannel;
import org.partnergateway.partnercenter.channel.ThrottleChannel;
import org.partnergateway.partnercenter.channel.TokenChannel;
import org.partnergateway.partnercenter.channel.TranslatingChannel;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.CredentialRefusals;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenProperties;
import reactor.core.scheduler.Schedulers;

/**
 * Stacks the channels of a call, from HTTP outwards.
 *
 * @param properties the time limits and the number of concurrent calls
 * @param token the settings of the gateway's tokens
 * @param clock the time of day
 */
record ChannelStack(PartnerCenterProperties properties, TokenProperties token, InstantSource clock) {

	// Enough to request all customer reports of a large partner at once.
	private static final int MOST_WAITING_CALLS = 10_000;

	/**
	 * From HTTP to replies to calls with a token.
	 */
	Channel<Reply> authorized(HttpChannel wire, Pauses pauses, AccessTokens tokens, MfaCompliance mfa) {
		// Adds the token; a refused token is replaced once.
		return new TokenChannel(unhurried(wire, pauses), tokens, new CredentialRefusals(this.token.isAppOnly()), mfa);
	}

	/**
	 * From HTTP to replies to calls that have their token already.
	 */
	Channel<Reply> unhurried(HttpChannel wire, Pauses pauses) {
		// Bounds the time of each attempt.
		Channel<Reply> bounded = new AttemptTimeoutChannel(wire, this.properties.attemptTimeout());
		// Sends nothing during a pause that a 429 asks for.
		return new ThrottleChannel(bounded, pauses, this.clock);
	}

	/**
	 * From replies to reports and typed failures, within the deadline.
	 */
	Channel<PartnerCenterResponse> punctual(Channel<Reply> authorized, PartnerCenterErrors errors, ApiLinks links) {
		Channel<PartnerCenterResponse> translated = new TranslatingChannel(authorized, errors, links,
				Schedulers.boundedElastic(), this.clock);
		// Limits the number of concurrent attempts.
		Channel<PartnerCenterResponse> limited = new ConcurrencyLimitChannel(translated,
				this.properties.maxConcurrentCalls(), MOST_WAITING_CALLS);
		// Repeats attempts that may succeed later; does not hold a permit during a pause.
		Channel<PartnerCenterResponse> repeated = new RetryChannel(limited, this.properties.deadline(),
				Schedulers.parallel(), () -> ThreadLocalRandom.current().nextDouble());
		// Bounds the time of the whole call, token and waiting included.
		return new DeadlineChannel(repeated, this.properties.deadline(), Schedulers.parallel());
	}

	/**
	 * To fetches that are logged, measured and guarded by the breaker.
	 */
	BreakerChannel guarded(Channel<PartnerCenterResponse> punctual, LastFetches lastFetches,
			ObservationRegistry observations, CircuitBreakerRegistry breakers) {
		// Writes one log line, one measurement and one span for each fetch.
		Channel<PartnerCenterResponse> reported = new ReportingChannel(punctual, lastFetches, observations);
		// Leaves Partner Center alone after too many failed fetches.
		return new BreakerChannel(reported, breakers, this.clock.withZone(ZoneOffset.UTC));
	}

	/**
	 * To the client that other packages use.
	 */
	PartnerCenterClient client(BreakerChannel guarded, AccessTokens tokens, ApiLinks links,
			PartnerCenterEndpoint endpoint) {
		String partner = endpoint.baseUrl().getHost() + "/" + this.token.tenantId();
		return new PartnerCenterClient(guarded, tokens, partner, this.properties.deadline(), links);
	}

}
