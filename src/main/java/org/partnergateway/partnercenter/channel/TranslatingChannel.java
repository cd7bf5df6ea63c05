package org.partnergateway.partnercenter.channel;

import java.time.InstantSource;

import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.MalformedReportException;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.exchange.ReportBody;
import org.partnergateway.partnercenter.exchange.Storability;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Turns a reply into a report, or into the exception that says why there is none.
 */
public final class TranslatingChannel implements Channel<PartnerCenterResponse> {

	private static final int OK = 200;

	private final Channel<Reply> next;

	private final PartnerCenterErrors errors;

	private final ApiLinks links;

	private final Scheduler scheduler;

	private final InstantSource clock;

	public TranslatingChannel(Channel<Reply> next, PartnerCenterErrors errors, ApiLinks links, Scheduler scheduler,
			InstantSource clock) {
		this.next = next;
		this.errors = errors;
		this.links = links;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	@Override
	public Mono<PartnerCenterResponse> send(Call call) {
		// Checking several megabytes would block the event loop.
		return this.next.send(call)
			.publishOn(this.scheduler)
			.map((reply) -> translate(call, reply))
			.onErrorMap((ex) -> !(ex instanceof PartnerCenterException), this.errors::met);
	}

	private PartnerCenterResponse translate(Call call, Reply reply) {
		if (reply.status() != OK) {
			throw this.errors.told(call, reply);
		}
		try {
			ReportBody body = ReportBody.read(reply.body(), call.report().rows(), this.links);
			return new PartnerCenterResponse(body.json(), body.nextLink(), ResponseIdentity.read(reply.headers()),
					Storability.read(reply.headers(), this.clock.instant()));
		}
		catch (MalformedReportException ex) {
			throw this.errors.malformed(reply, ex);
		}
	}

}
