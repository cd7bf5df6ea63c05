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
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.failure.CredentialRefusals;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.TokenProperties;
import reactor.core.scheduler.Schedulers;

/**
 * Stacks what a call goes through, from the wire up.
 *
 * @param properties how long calls may take, and how many there may be
 * @param token whose tokens open it
 * @param clock the time
 */
record ChannelStack(PartnerCenterProperties properties, TokenProperties token, InstantSource clock) {

	// Enough for every customer report of a large partner to be asked for at once.
	private static final int MOST_WAITING_CALLS = 10_000;

	/**
	 * From the wire to replies that a token has opened.
	 */
	Channel<Reply> authorized(HttpChannel wire, Pauses pauses, AccessTokens tokens) {
		// Bounds each request by itself.
		Channel<Reply> bounded = new AttemptTimeoutChannel(wire, this.properties.attemptTimeout());
		// Sends nothing for as long as Partner Center has asked for fewer requests.
		Channel<Reply> unhurried = new ThrottleChannel(bounded, pauses, this.clock);
		// Nothing gets past here without a token; a refused token is replaced, once.
		return new TokenChannel(unhurried, tokens, new CredentialRefusals(this.token.isAppOnly()));
	}

	/**
	 * From replies to reports and typed failures, in time.
	 */
	Channel<PartnerCenterResponse> punctual(Channel<Reply> authorized, PartnerCenterErrors errors, ApiLinks links) {
		Channel<PartnerCenterResponse> translated = new TranslatingChannel(authorized, errors, links,
				Schedulers.boundedElastic(), this.clock);
		// Lets so many attempts through at a time.
		Channel<PartnerCenterResponse> limited = new ConcurrencyLimitChannel(translated,
				this.properties.maxConcurrentCalls(), MOST_WAITING_CALLS);
		// Repeats what may heal; a pause takes nobody's turn.
		Channel<PartnerCenterResponse> repeated = new RetryChannel(limited, this.properties.deadline(),
				Schedulers.parallel(), () -> ThreadLocalRandom.current().nextDouble());
		// Bounds all of that, token and waiting included.
		return new DeadlineChannel(repeated, this.properties.deadline(), Schedulers.parallel());
	}

	/**
	 * To reports that the operator is told of.
	 */
	BreakerChannel guarded(Channel<PartnerCenterResponse> punctual, LastFetches lastFetches,
			ObservationRegistry observations, CircuitBreakerRegistry breakers) {
		// One line, one measurement and one span a fetch.
		Channel<PartnerCenterResponse> reported = new ReportingChannel(punctual, lastFetches, observations);
		// Leaves Partner Center alone once too many fetches have failed.
		return new BreakerChannel(reported, breakers, this.clock.withZone(ZoneOffset.UTC));
	}

	/**
	 * To those who ask for reports.
	 */
	PartnerCenterClient client(BreakerChannel guarded, AccessTokens tokens, ApiLinks links,
			PartnerCenterEndpoint endpoint) {
		String partner = endpoint.baseUrl().getHost() + "/" + this.token.tenantId();
		return new PartnerCenterClient(guarded, tokens, partner, this.properties.deadline(), links);
	}

}
