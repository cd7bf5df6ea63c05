package org.partnergateway.partnercenter.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.exchange.Call;
import org.partnergateway.partnercenter.exchange.Reply;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;
import org.partnergateway.token.AccessToken;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link HttpChannel}, over real exchanges.
 */
class HttpChannelTests {

	private static final ReportQuery COMMERCIAL = ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, "top=10");

	private static final ReportQuery OF_PARTNER = ReportQuery.of(LicenseReport.PARTNER_USAGE);

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final List<String> paths = new CopyOnWriteArrayList<>();

	private final List<Headers> headers = new CopyOnWriteArrayList<>();

	private volatile int status = 200;

	HttpChannelTests() throws IOException {
		this.server.createContext("/", (exchange) -> {
			this.paths.add(exchange.getRequestURI().toString());
			this.headers.add(exchange.getRequestHeaders());
			byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("isMfaCompliant", "true");
			exchange.sendResponseHeaders(this.status, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void sendSendsTheTokenAndNoMoreThanItWasAskedFor() {
		Reply reply = send(channel(""), call(OF_PARTNER));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
		assertThat(reply.headers().getFirst("isMfaCompliant")).isEqualTo("true");
		assertThat(this.headers.getFirst().getFirst("Authorization")).isEqualTo("Bearer t0ken");
		assertThat(this.headers.getFirst().getFirst("ValidateMfa")).isNull();
	}

	@Test
	void sendWhenMfaIsToBeValidatedSaysSo() {
		send(channel(""), call(OF_PARTNER).validatingMfa());
		assertThat(this.headers.getFirst().get("ValidateMfa")).containsExactly("true");
	}

	@Test
	void sendWithoutATokenSendsNothing() {
		assertThatNullPointerException()
			.isThrownBy(() -> channel("").send(Call.of(OF_PARTNER, Correlation.generated("en-US"), true)));
		assertThat(this.paths).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "'', /partner", "/partner, ''", "/partner, /other", "'', ''" })
	void underPutsCommercialReportsUnderThePrefixAndLeavesTheOriginalAlone(String prefix, String other) {
		HttpChannel channel = channel(prefix);
		send(channel.under(other), call(COMMERCIAL));
		send(channel.under(other), call(OF_PARTNER));
		send(channel, call(COMMERCIAL));
		send(channel, call(OF_PARTNER));
		assertThat(this.paths).containsExactly("/api" + other + COMMERCIAL.target(), "/api" + OF_PARTNER.target(),
				"/api" + prefix + COMMERCIAL.target(), "/api" + OF_PARTNER.target());
		assertThat(this.headers.getFirst().getFirst("MS-PartnerCenter-Application")).isEqualTo("test")
			.isEqualTo(this.headers.getLast().getFirst("MS-PartnerCenter-Application"));
	}

	@ParameterizedTest
	@CsvSource({ "401", "404", "429", "503" })
	void sendPassesAnyStatusOn(int status) {
		this.status = status;
		Call call = call(OF_PARTNER);
		Reply reply = send(channel(""), call);
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
		assertThat(call.attempts()).hasValue(1);
	}

	private HttpChannel channel(String prefix) {
		return new HttpChannel(WebClient.create(),
				URI.create("http://127.0.0.1:%d/api/".formatted(this.server.getAddress().getPort())), prefix, "test");
	}

	private static Call call(ReportQuery query) {
		return Call.of(query, Correlation.generated("en-US"), false).with(new AccessToken("t0ken", Instant.MAX));
	}

	private static Reply send(HttpChannel channel, Call call) {
		return Objects.requireNonNull(channel.send(call).block());
	}

}
