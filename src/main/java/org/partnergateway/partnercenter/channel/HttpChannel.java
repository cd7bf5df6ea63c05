package org.partnergateway.partnercenter.channel;

import java.net.URI;
import java.util.Objects;

import org.partnergateway.correlation.ResponseIdentity;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.InterruptedReplyException;
import org.partnergateway.partnercenter.exchange.MfaCompliance;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.token.AccessToken;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes one attempt over HTTP.
 */
public final class HttpChannel implements Channel<Reply> {

	private static final int OK = 200;

	private static final int LARGEST_REPORT = 10 * 1024 * 1024;

	private static final int LARGEST_ERROR = 64 * 1024;

	private final WebClient http;

	private final String baseUrl;

	private final String commercialPrefix;

	private final String applicationName;

	public HttpChannel(WebClient http, URI baseUrl, String commercialPrefix, String applicationName) {
		this.http = http;
		this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
		this.commercialPrefix = commercialPrefix;
		this.applicationName = applicationName;
	}

	/**
	 * The same channel, with commercial reports under another path.
	 */
	public HttpChannel under(String prefix) {
		return new HttpChannel(this.http, URI.create(this.baseUrl), prefix, this.applicationName);
	}

	@Override
	public Mono<Reply> send(Call call) {
		// Fails closed: without a token nothing is sent.
		AccessToken token = Objects.requireNonNull(call.token(), "a call must have a token");
		call.attempts().incrementAndGet();
		return this.http.get()
			.uri(URI.create(this.baseUrl + prefix(call.report()) + call.query().target()))
			.attribute(AttemptObservation.CALL, call)
			.accept(MediaType.APPLICATION_JSON)
			.headers((headers) -> {
				headers.setBearerAuth(token.value());
				call.correlation().writeTo(headers, call.attemptId(), this.applicationName);
				if (call.validatesMfa()) {
					headers.set(MfaCompliance.REQUEST, "true");
				}
			})
			.exchangeToMono(HttpChannel::reply);
	}

	private String prefix(LicenseReport report) {
		return report.isCommercial() ? this.commercialPrefix : "";
	}

	private static Mono<Reply> reply(ClientResponse response) {
		int status = response.statusCode().value();
		Mono<byte[]> body = (status == OK) ? report(response) : error(response);
		return body.defaultIfEmpty(new byte[0])
			.map((bytes) -> new Reply(status, response.headers().asHttpHeaders(), bytes));
	}

	private static Mono<byte[]> report(ClientResponse response) {
		ResponseIdentity identity = ResponseIdentity.read(response.headers().asHttpHeaders());
		return join(response, LARGEST_REPORT).onErrorMap((ex) -> new InterruptedReplyException(identity, ex));
	}

	/**
	 * Reads the body of an error; an interrupted one, or one over the limit, is taken for
	 * empty.
	 */
	private static Mono<byte[]> error(ClientResponse response) {
		return join(response, LARGEST_ERROR).onErrorComplete();
	}

	private static Mono<byte[]> join(ClientResponse response, int most) {
		Flux<DataBuffer> content = response.body(BodyExtractors.toDataBuffers());
		return DataBufferUtils.join(content, most).map((buffer) -> {
			try {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.read(bytes);
				return bytes;
			}
			finally {
				DataBufferUtils.release(buffer);
			}
		});
	}

}
