package org.partnergateway.partnercenter.probe;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.channel.Channel;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.MalformedReportException;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.exchange.ReportBody;
import org.partnergateway.partnercenter.failure.FailureScope;
import org.partnergateway.partnercenter.failure.PartnerCenterErrors;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.probe.Probed.Verdict;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessToken;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks Partner Center for reports on trial, with a token that is not the one in use. Each
 * is attempted once, and not during a pause that Partner Center has asked for. Nothing is
 * stored, and failures keep nobody back. Safe for use by any thread.
 */
public final class ReportProbe {

	private static final int OK = 200;

	private static final int FORBIDDEN = 403;

	private static final int NOT_FOUND = 404;

	private static final List<String> SPELLINGS = List.of("", "/partner");

	private final String prefix;

	private final Function<String, Channel<Reply>> channels;

	private final PartnerCenterErrors errors;

	private final ApiLinks links;

	/**
	 * Creates a probe.
	 * @param prefix the path prefix of commercial reports that is configured
	 * @param channels gives the channel of a path prefix for commercial reports
	 * @param errors tells what failures mean
	 * @param links recognizes links to Partner Center
	 */
	public ReportProbe(String prefix, Function<String, Channel<Reply>> channels, PartnerCenterErrors errors,
			ApiLinks links) {
		this.prefix = prefix;
		this.channels = channels;
		this.errors = errors;
		this.links = links;
	}

	/**
	 * The path prefixes that commercial reports may have: the configured one, which comes
	 * first, and one other.
	 */
	public List<String> prefixes() {
		return Stream.concat(Stream.of(this.prefix), SPELLINGS.stream()).distinct().limit(2).toList();
	}

	/**
	 * Asks for a report.
	 * @param query the question
	 * @param prefix the path prefix of commercial reports; empty for none
	 * @param token the token
	 * @param correlation the identity of the operation
	 * @return what Partner Center answered; never fails
	 */
	public Mono<Probed> ask(ReportQuery query, String prefix, AccessToken token, Correlation correlation) {
		Call call = Call.of(query, correlation, true).with(token).validatingMfa();
		return Mono.defer(() -> this.channels.apply(prefix).send(call))
			// Checking several megabytes would block the event loop.
			.publishOn(Schedulers.boundedElastic())
			.map((reply) -> probed(call, prefix, reply))
			.onErrorResume((failure) -> Mono.just(failed(call, prefix, failure, null)));
	}

	private Probed probed(Call call, String prefix, Reply reply) {
		if (reply.status() != OK) {
			return failed(call, prefix, this.errors.told(call, reply), reply);
		}
		try {
			ReportBody body = ReportBody.read(reply.body(), call.report().rows(), this.links);
			return new Probed(call.report(), prefix, Verdict.READ, null, null, MfaCompliance.read(reply), body.json());
		}
		catch (MalformedReportException ex) {
			return failed(call, prefix, this.errors.malformed(reply, ex), reply);
		}
	}

	private Probed failed(Call call, String prefix, Throwable failure, @Nullable Reply reply) {
		PartnerCenterException known = this.errors.met(failure);
		return new Probed(call.report(), prefix, verdict(known, reply), known.code(), known.getMessage(),
				(reply != null) ? MfaCompliance.read(reply) : null, null);
	}

	private static Verdict verdict(PartnerCenterException failure, @Nullable Reply reply) {
		if (reply != null && reply.status() == NOT_FOUND) {
			return Verdict.NOT_FOUND;
		}
		return switch (failure) {
			case PartnerCenterException.Credentials refused ->
				(reply != null && reply.status() == FORBIDDEN && refused.scope() != FailureScope.EVERYTHING)
						? Verdict.ROLE_MISSING : Verdict.REFUSED;
			case PartnerCenterException.Answer _, PartnerCenterException.Rejected _ -> Verdict.REJECTED;
			default -> Verdict.FAILED;
		};
	}

}
