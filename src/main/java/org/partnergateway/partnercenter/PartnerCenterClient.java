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
 * Asks Partner Center for reports. Safe for use by any thread.
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
	 * Whose reports these are.
	 * @return what tells them from those of any other partner in any other cloud
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
	 * How the breaker over all reports is. Calls nobody.
	 * @return its state
	 */
	public BreakerSnapshot breaker() {
		return this.channel.snapshot();
	}

	/**
	 * Tells when calls that failed for want of a token may succeed, because somebody has
	 * replaced the gateway's credentials.
	 * @param listener what to do then. Listeners run one after the other in the order in
	 * which they came, on a thread that may block
	 */
	public void onCredentialsChanged(Runnable listener) {
		this.tokens.onCredentialsChanged(listener);
	}

	/**
	 * Asks for a report, at once and without blocking, in the trace of the calling
	 * thread.
	 * @param query what to ask for
	 * @param correlation on whose behalf
	 * @param probe whether to attempt it once only, to find out whether Partner Center is
	 * well again
	 * @return the report; exceptionally always a {@link PartnerCenterException}.
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
	 * Checks a body that was kept elsewhere as it would be if it came from Partner
	 * Center. Calls nobody.
	 * @param report whose body it is said to be
	 * @param body the body
	 * @return the link to the next page, if it has one that leads to Partner Center; else
	 * {@code null}
	 * @throws IOException if it is no body of such a report
	 */
	public @Nullable NextLink check(LicenseReport report, byte[] body) throws IOException {
		ReportBody read = ReportBody.read(body, report.rows(), this.links);
		if (read.json().length != body.length) {
			throw new MalformedReportException("it begins with a byte order mark");
		}
		return read.nextLink();
	}

}
