package org.partnergateway.partnercenter;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.channel.BreakerChannel;
import org.partnergateway.partnercenter.channel.BreakerSnapshot;
import org.partnergateway.partnercenter.exchange.ApiLinks;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.MalformedReportException;
import org.partnergateway.partnercenter.exchange.NextLink;
import org.partnergateway.partnercenter.exchange.PartnerCenterResponse;
import org.partnergateway.partnercenter.exchange.ReportBody;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessTokens;
import reactor.core.Disposable;

/**
 * Fetches reports from Partner Center. Safe for use by any thread.
 */
public final class PartnerCenterClient {

	private final BreakerChannel channel;

	private final AccessTokens tokens;

	private final String partner;

	private final Duration deadline;

	private final ApiLinks links;

	PartnerCenterClient(BreakerChannel channel, AccessTokens tokens, String partner, Duration deadline,
			ApiLinks links) {
		this.channel = channel;
		this.tokens = tokens;
		this.partner = partner;
		this.deadline = deadline;
		this.links = links;
	}

	/**
	 * The name of the partner whose reports these are.
	 * @return the API's host and the tenant, which are unique to a partner and a cloud
	 */
	public String partner() {
		return this.partner;
	}

	/**
	 * The longest time that a call takes.
	 * @return the time, with all attempts and the token that the call needs
	 */
	public Duration deadline() {
		return this.deadline;
	}

	/**
	 * The state of the breaker over all reports. Makes no call.
	 * @return its state
	 */
	public BreakerSnapshot breaker() {
		return this.channel.snapshot();
	}

	/**
	 * Adds a listener, which is called when the gateway's credentials have been replaced,
	 * so that calls that failed for lack of a token may succeed.
	 * @param listener called on a thread that may block. Listeners run one after the
	 * other, in the order in which they were added
	 */
	public void onCredentialsChanged(Runnable listener) {
		this.tokens.onCredentialsChanged(listener);
	}

	/**
	 * Fetches a report, without blocking, in the trace of the calling thread.
	 * @param query the question
	 * @param correlation the identity of the request that it is for
	 * @param probe whether to attempt it only once, to test whether Partner Center works
	 * again
	 * @return the report; a failure is always a {@link PartnerCenterException}.
	 * Cancelling it ends the call
	 */
	public CompletableFuture<PartnerCenterResponse> fetch(ReportQuery query, Correlation correlation, boolean probe) {
		CompletableFuture<PartnerCenterResponse> result = new CompletableFuture<>();
		Disposable call = this.channel.send(Call.of(query, correlation, probe))
			.contextWrite((context) -> context.put(Slf4jThreadLocalAccessor.KEY, correlation.logged()))
			.contextCapture()
			.subscribe(result::complete, result::completeExceptionally);
		var _ = result.whenComplete((response, failure) -> call.dispose());
		return result;
	}

	/**
	 * Checks a body from a shared store in the same way as one from Partner Center. Makes
	 * no call.
	 * @param report the report that the body is stored for
	 * @param body the body
	 * @return the link to the next page at Partner Center; {@code null} if it has none
	 * @throws IOException if it is not a body of such a report
	 */
	public @Nullable NextLink check(LicenseReport report, byte[] body) throws IOException {
		ReportBody read = ReportBody.read(body, report.rows(), this.links);
		if (read.json().length != body.length) {
			throw new MalformedReportException("it begins with a byte order mark");
		}
		return read.nextLink();
	}

}
