package org.partnergateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.InSandbox;
import org.partnergateway.sandbox.SandboxPartnerCenter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.harness.GatewayClient.USAGE;

/**
 * Tests for requests that could be read in two ways. Each is followed by a second one on
 * the same connection, which must not be answered: it could be part of the first.
 */
@InSandbox
class WireTests {

	// Less than Tomcat's own patience with a body that does not come.
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private static final String CHUNKED = "Transfer-Encoding: chunked";

	private static final String SECOND = "GET /second HTTP/1.1\r\nHost: second\r\n\r\n";

	private final SandboxPartnerCenter partnerCenter;

	private final int port;

	WireTests(SandboxPartnerCenter partnerCenter, @LocalServerPort int port) {
		this.partnerCenter = partnerCenter;
		this.port = port;
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\n" + CHUNKED, CHUNKED + "\r\nContent-Length: 5",
			"Content-Length: 0\r\n" + CHUNKED, "Content-Length: 5\r\nContent-Length: 6",
			"Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 6", "Content-Length: 5 6",
			"Content-Length: +5", "Content-Length: -5", "Content-Length: 0x5", "Content-Length: 5.0", "Content-Length:",
			"Content-Length:\r\n 5", "Content-Length: 9223372036854775807", "Content-Length: 18446744073709551621" })
	void sendWhenLengthIsAmbiguousIsInvalidRequest(String headers) throws Exception {
		assertRefused(get(headers) + "5\r\nhello\r\n0\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { CHUNKED, "transfer-encoding: CHUNKED", "Transfer-Encoding: identity",
			"Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, identity",
			"Transfer-Encoding: xchunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"",
			"Transfer-Encoding: ,chunked", "Transfer-Encoding:", "Transfer-Encoding : chunked",
			"Transfer-Encoding\t: chunked", "Transfer-Encoding:\tchunked", "Transfer-Encoding:\u000bchunked",
			"Transfer-Encoding:\r\n chunked", "Transfer-Encoding:\r\n\tchunked", "Transfer-Encoding: chunked\r\n x",
			" Transfer-Encoding: chunked", CHUNKED + "\r\n" + CHUNKED, CHUNKED + "\r\nTransfer-Encoding: identity",
			"Transfer-Encoding: x\r\n" + CHUNKED, "Transfer-Encoding: chun\u0000ked",
			"Transfer-Encoding: \u00a0chunked" })
	void sendWhenTransferEncodingIsThereIsInvalidRequest(String headers) throws Exception {
		assertRefused(get(headers) + "0\r\n\r\n");
		assertRefused(request("POST", USAGE, "HTTP/1.1", "Host: x\r\n" + headers + "\r\n") + "0\r\n\r\n");
		assertRefused(request("GET", USAGE, "HTTP/1.0", headers + "\r\n") + "0\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "5\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
			"000000000000000005\r\nhello\r\n0\r\n\r\n", "ffffffffffffffff\r\nhello\r\n0\r\n\r\n",
			"5 \r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n", "5\nhello\n0\n\n", "5\r\nhello0\r\n\r\n",
			"5\r\nhelloxx0\r\n\r\n", "5;a=\u0001\r\nhello\r\n0\r\n\r\n", "5;\n\r\nhello\r\n0\r\n\r\n",
			"5\rhello\r\n0\r\n\r\n", "\r\n\r\n", "0\r\nX y: z\r\n\r\n", "", "5\r\nhel" })
	void sendWhenChunksAreAnythingIsInvalidRequest(String body) throws Exception {
		assertRefused(get(CHUNKED) + body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: a\rb", "X: a\u0000b", "X: a\u007fb", "X Y: a", "X\t: a", ": a", "no colon",
			"X\u0000: a", "X\u00e9: a", "X(y): a", "X: a\rTransfer-Encoding: chunked" })
	void sendWhenHeaderIsMalformedIsInvalidRequest(String header) throws Exception {
		assertRefused(get(header));
	}

	@ParameterizedTest
	@MethodSource
	void sendWhenHeadIsTooLargeIsToldHowMuchIsAllowed(String raw, String allowed) throws Exception {
		long before = this.partnerCenter.reportRequests();
		String answer = exchange(raw);
		assertThat(answer).startsWith("HTTP/1.1 431 ")
			.contains("\r\nContent-Type: application/problem+json\r\n", "\r\nConnection: close\r\n")
			.containsOnlyOnce("HTTP/");
		JsonNode problem = json(answer.substring(answer.indexOf("\r\n\r\n")));
		assertThat(problem.get("type").asString()).endsWith(":invalid-request");
		assertThat(problem.get("status").asInt()).isEqualTo(431);
		assertThat(problem.get("detail").asString()).contains("too large").contains(allowed);
		assertThat(answer).contains("\r\nMS-RequestId: " + problem.get("requestId").asString() + "\r\n")
			.contains("\r\nMS-CorrelationId: " + problem.get("correlationId").asString() + "\r\n");
		assertThat(this.partnerCenter.reportRequests()).isEqualTo(before);
	}

	static Stream<Arguments> sendWhenHeadIsTooLargeIsToldHowMuchIsAllowed() {
		String large = "x".repeat(33_000);
		return Stream.of(Arguments.of(get("Authorization: Bearer " + large), "32768 bytes"),
				Arguments.of(get("X: y\r\n".repeat(99) + "X: y"), "100 headers"),
				Arguments.of(get(("X: " + "y".repeat(500) + "\r\n").repeat(70) + "X: y"), "32768 bytes"),
				Arguments.of(request("GET", USAGE + "?" + large, "HTTP/1.1", "Host: x\r\n"), "32768 bytes"),
				Arguments.of(request(large, USAGE, "HTTP/1.1", "Host: x\r\n"), "32768 bytes"),
				Arguments.of(get("X".repeat(33_000) + ": y"), "32768 bytes"));
	}

	@Test
	void getWhenHeadIsAlmostTooLargeIsAnswered() throws Exception {
		String answer = exchange(get("Connection: close\r\nX: " + "x".repeat(32_500)));
		assertThat(answer).startsWith("HTTP/1.1 200 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Host: x\r\nHost: y\r\n", "Host: x\r\nHost: x\r\n", "Host: a b\r\n", "Host: a/b\r\n",
			"Host: u@x\r\n", "Host: x:y\r\n", "Host: x:99999999999\r\n", "Host: <script>\r\n", "Host : x\r\n",
			"Host: x,y\r\n" })
	void sendWhenHostIsNotOneIsInvalidRequest(String host) throws Exception {
		assertRefused(request("GET", USAGE, "HTTP/1.1", host));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://y" + USAGE, "http://x@y" + USAGE, "http://x:8080" + USAGE, "ftp://x" + USAGE,
			"x" + USAGE, "*", "http://x" + USAGE + "\u0000" })
	void sendWhenTargetIsOfAnotherHostOrOfNoneIsInvalidRequest(String target) throws Exception {
		assertRefused(request("GET", target, "HTTP/1.1", "Host: x\r\n"));
	}

	@Test
	void sendWhenTargetIsOfThisHostIsAnswered() throws Exception {
		assertThat(
				exchange(request("GET", "http://X" + USAGE, "HTTP/1.1", "Host: x\r\nConnection: close\r\n") + SECOND))
			.startsWith("HTTP/1.1 200")
			.doesNotContain("HTTP/1.1 4");
	}

	@Test
	void optionsOfTheServerAsAWholeIsInvalidRequest() throws Exception {
		assertRefused(request("OPTIONS", "*", "HTTP/1.1", "Host: x\r\n"));
		assertRefused(request("OPTIONS", "*", "HTTP/1.1", "Host: x\r\nContent-Length: 100\r\n"));
		assertRefused(request("OPTIONS", "*", "HTTP/2.0", "Host: x\r\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\n\r\nhello", "Content-Length: 500000\r\n\r\nhel",
			"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n" })
	void getWhenThereIsABodyIsInvalidRequestWithoutWaitingForIt(String rest) throws Exception {
		for (String method : new String[] { "GET", "HEAD", "OPTIONS" }) {
			String answer = exchange(method + " " + USAGE + " HTTP/1.1\r\nHost: x\r\n" + rest + SECOND);
			assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close\r\n").containsOnlyOnce("HTTP/");
		}
	}

	@Test
	void postWhenThereIsABodyIsAnsweredWithoutWaitingForIt() throws Exception {
		for (String length : new String[] { "5", "500000" }) {
			String answer = exchange(
					request("POST", USAGE, "HTTP/1.1", "Host: x\r\nContent-Length: " + length + "\r\n") + "{}");
			assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Connection: close\r\n").containsOnlyOnce("HTTP/");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT x:80", "TRACE " + USAGE, "GET /%00", "GET /%zz" })
	void sendWhenContainerRefusesDoesNotWaitForTheBody(String line) throws Exception {
		String answer = exchange(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + SECOND);
		assertThat(answer).startsWith("HTTP/1.1 40").contains("Connection: close\r\n").containsOnlyOnce("HTTP/");
	}

	@Test
	void getWhenContentLengthIsZeroIsAnsweredAndKeepsTheConnection() throws Exception {
		String answer = exchange(
				get("Content-Length: 0") + request("GET", "/second", "HTTP/1.1", "Host: x\r\nConnection: close\r\n"));
		assertThat(answer).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 404 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\n", "\n", "\r\n\r\n", "?x\r\n" })
	void getWhenProtocolIsNotNamedHasAProblemForItsWholeAnswer(String end) throws Exception {
		String answer = exchange("GET " + USAGE + end + SECOND);
		assertThat(json(answer).get("type").asString()).endsWith(":invalid-request");
		assertThat(answer).doesNotContain("HTTP/1.1 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { USAGE + ";x=1", USAGE + ";jsessionid=%00", USAGE + ";x=%zz", "/;/" + USAGE,
			"/x/..;" + USAGE, "/v1;%/analytics/licenses/usage" })
	void getWhenPathHasParametersIsNotFound(String path) throws Exception {
		String answer = exchange(request("GET", path, "HTTP/1.1", "Host: x\r\nConnection: close\r\n"));
		assertThat(answer).startsWith("HTTP/1.1 404 ").contains("application/problem+json", ":not-found\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a/b", "\"", "*/*,\"a/b", "a/b\r\nAccept: \"a/b", "a/b;c=\"x\r\nAccept: =\",\"c/d" })
	void getWhenMediaRangeBeginsWithAQuoteIsNotAcceptable(String accept) throws Exception {
		for (String head : new String[] { USAGE + " HTTP/1.1", "/no/such/path HTTP/1.1",
				USAGE + " HTTP/1.1\r\nMS-RequestId: x" }) {
			String answer = exchange(
					"GET " + head + "\r\nHost: x\r\nConnection: close\r\nAccept: " + accept + "\r\n\r\n");
			assertThat(answer).startsWith("HTTP/1.1 406 ").contains("application/problem+json", ":not-acceptable\"");
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET, 200", "PUT, 405" })
	void sendWhenContentTypeIsOddIsAnsweredAsWithoutIt(String method, int status) throws Exception {
		for (String type : new String[] { "multipart/form-data; boundary=" + "x".repeat(100), "\"a/b",
				"multipart/form-data", "application/x-www-form-urlencoded" }) {
			String answer = exchange(request(method, USAGE, "HTTP/1.1",
					"Host: x\r\nConnection: close\r\nContent-Type: " + type + "\r\n"));
			assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
		}
	}

	@ParameterizedTest
	@MethodSource
	void sendWhenRefusedEchoesIdsThatAreWellFormed(String raw) throws Exception {
		assertThat(exchange(raw)).startsWith("HTTP/1.1 400 ")
			.contains("MS-RequestId: " + ID + "\r\n")
			.doesNotContain("nonsense");
	}

	static Stream<String> sendWhenRefusedEchoesIdsThatAreWellFormed() {
		String ids = "MS-RequestId: " + ID + "\r\nMS-CorrelationId: nonsense";
		String head = "Host: x\r\n" + ids + "\r\n";
		return Stream.of(get(ids + "\r\n" + CHUNKED), get(ids + "\r\nHost: y"), get(ids + "\r\nX Y: z"),
				get("X Y: z\r\n" + ids), get("no colon\r\nA: b\r\n" + ids), get("X: a\u0000b\r\n" + ids),
				request("GET", USAGE + "?filter=a|b", "HTTP/1.1", head), request("GET", "/v1/a b", "HTTP/1.1", head),
				request("G@T", USAGE, "HTTP/1.1", head), request("GET", USAGE, "HTTP/x", head),
				request("GET", USAGE + "?{", "HTTP/1.1", head) + "MS-RequestId: nonsense\r\n\r\n",
				request("OPTIONS", "*", "HTTP/1.1", "Host: x\r\n" + ids + "\r\n"));
	}

	private void assertRefused(String raw) throws IOException {
		long before = this.partnerCenter.reportRequests();
		String answer = exchange(raw + SECOND);
		assertThat(answer).startsWith("HTTP/1.1 400 ")
			.contains("\r\nContent-Type: application/problem+json\r\n", "\r\nConnection: close\r\n")
			.containsOnlyOnce("HTTP/");
		JsonNode problem = json(answer.substring(answer.indexOf("\r\n\r\n")));
		assertThat(problem.get("type").asString()).endsWith(":invalid-request");
		assertThat(answer).contains("\r\nMS-RequestId: " + problem.get("requestId").asString() + "\r\n")
			.contains("\r\nMS-CorrelationId: " + problem.get("correlationId").asString() + "\r\n");
		assertThat(this.partnerCenter.reportRequests()).isEqualTo(before);
	}

	private static String get(String headers) {
		return request("GET", USAGE, "HTTP/1.1", "Host: x\r\n" + headers + "\r\n");
	}

	private static String request(String method, String target, String protocol, String headers) {
		return method + " " + target + " " + protocol + "\r\n" + headers + "\r\n";
	}

	/**
	 * Sends something and reads to the end of the connection, which need not be a
	 * friendly one: the gateway leaves unread what it does not want.
	 */
	private String exchange(String raw) throws IOException {
		StringBuilder answer = new StringBuilder();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
			byte[] buffer = new byte[8192];
			for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
				answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
			}
		}
		catch (SocketException ex) {
			assertThat(answer).as("before " + ex.getMessage()).isNotEmpty();
		}
		return answer.toString();
	}

	private static JsonNode json(String body) {
		return JsonMapper.shared().readTree(body);
	}

}
