package org.partnergateway.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is true of every answer, whatever was sent.
 */
final class Rules {

	private static final Pattern LINE = Pattern.compile("[A-Za-z0-9-]+: ?[\\x20-\\x7e]*");

	private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	private static final Pattern SENT_ID = Pattern.compile("(?im)^MS-RequestId:[ \t]*(.*?)[ \t]*$");

	private static final Pattern OPEN_PAGE = Pattern.compile("(?i)/v3/api-docs|/swagger-ui");

	private static final Pattern TRACE = Pattern.compile("Exception|\\bat (org|java|com|jakarta)\\.|Tomcat|Spring");

	private static final List<String> ONCE = List.of("MS-RequestId", "MS-CorrelationId", "Content-Type",
			"Content-Length", "Content-Encoding", "Cache-Control", "ETag", "Access-Control-Allow-Origin", "Retry-After",
			"RateLimit", "Date", "Connection", "Allow", "WWW-Authenticate");

	private static final Set<Integer> STATUSES = Set.of(200, 304, 400, 401, 403, 404, 405, 406, 429, 431);

	private static final List<String> PROBLEM = List.of("type", "title", "status", "detail", "instance", "requestId",
			"correlationId", "source", "data");

	private final Credentials credentials;

	Rules(Credentials credentials) {
		this.credentials = credentials;
	}

	/**
	 * Checks an answer.
	 * @throws AssertionError if it breaks a rule
	 */
	void check(Input input, Answer answer) {
		if (isOpenPage(input, answer)) {
			assertThat(answer.text().toLowerCase(Locale.ROOT)).doesNotContain("canary");
			// A redirection keeps the query, as it was encoded.
			assertThat(answer.header("Location")).matches("[!-~]*").doesNotContain("<", ">", "\"");
			return;
		}
		assertThat(answer.toString().toLowerCase(Locale.ROOT)).doesNotContain("canary", "<script");
		assertThat(TRACE.matcher(answer.toString()).find()).as("nothing of the inside").isFalse();
		if (answer.status() == 0) {
			assertThat(input.framed() && input.hasLine()).as("a line of HTTP/1").isFalse();
			checkProblem(answer, json(answer));
			return;
		}
		if (answer.status() == 100) {
			assertThat(input.text()).containsIgnoringCase("100-continue");
			return;
		}
		assertThat(answer.lines()).allMatch((line) -> LINE.matcher(line).matches());
		ONCE.forEach(answer::header);
		assertThat(answer.header("Set-Cookie") + answer.header("Location") + answer.header("Server")).isEmpty();
		assertThat(answer.status()).isIn(STATUSES);
		assertThat(answer.header("MS-RequestId")).matches(GUID);
		assertThat(answer.header("MS-CorrelationId")).matches(GUID);
		assertThat(answer.header("Access-Control-Allow-Origin")).matches("(?i)(" + Headers.ORIGIN + "/?)?");
		if (input.framed()) {
			checkEcho(input, answer);
		}
		if (answer.status() >= 400) {
			checkRefusal(answer);
		}
		else {
			checkSuccess(input, answer);
		}
	}

	/**
	 * What is the same for everybody, script and redirection included.
	 */
	private static boolean isOpenPage(Input input, Answer answer) {
		if (answer.header("Cache-Control").equals("no-cache")) {
			return answer.status() == 200 || answer.status() == 304;
		}
		return (answer.status() == 200 || answer.status() == 302) && answer.header("Cache-Status").isEmpty()
				&& OPEN_PAGE.matcher(input.text()).find();
	}

	private static void checkEcho(Input input, Answer answer) {
		List<String> sent = new ArrayList<>();
		SENT_ID.matcher(input.text().replace("\r", "")).results().forEach((match) -> sent.add(match.group(1)));
		// What the container refuses may not have been read that far.
		if (sent.size() == 1 && GUID.matcher(sent.getFirst()).matches() && !answer.closes()) {
			assertThat(answer.header("MS-RequestId")).isEqualTo(sent.getFirst());
		}
		else if (sent.isEmpty()) {
			assertThat(input.text()).doesNotContain(answer.header("MS-RequestId"));
		}
	}

	private static void checkRefusal(Answer answer) {
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		if (answer.body().length > 0) {
			JsonNode problem = json(answer);
			checkProblem(answer, problem);
			assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
			assertThat(problem.get("requestId").asString()).isEqualTo(answer.header("MS-RequestId"));
			assertThat(problem.get("correlationId").asString()).isEqualTo(answer.header("MS-CorrelationId"));
		}
	}

	private static void checkProblem(Answer answer, JsonNode problem) {
		List<String> members = new ArrayList<>(PROBLEM);
		members.addAll((answer.status() == 429) ? List.of("statusCode", "message") : List.of("code", "description"));
		assertThat(problem.propertyNames()).containsExactlyInAnyOrderElementsOf(members);
		assertThat(problem.get("type").asString()).matches("urn:partner-license-gateway:problem:[a-z-]+");
		assertThat(problem.get("requestId").asString()).matches(GUID);
		assertThat(problem.get("correlationId").asString()).matches(GUID);
		assertThat(problem.get("instance").asString()).isEqualTo("urn:uuid:" + problem.get("requestId").asString());
		assertThat(problem.get("source").asString()).isEqualTo("partner-license-gateway");
		assertThat(problem.get("data").isArray()).isTrue();
	}

	private void checkSuccess(Input input, Answer answer) {
		boolean isReport = !answer.header("Cache-Status").isEmpty();
		if (isReport) {
			assertThat(this.credentials.areIn(input.text())).as("a report is for callers").isTrue();
			assertThat(answer.header("ETag")).matches("\"[A-Za-z0-9_-]+\"");
		}
		if (answer.status() == 304) {
			assertThat(input.text()).containsIgnoringCase("If-None-Match");
			assertThat(isReport).isTrue();
		}
		else if (isReport && answer.body().length > 0) {
			assertThat(answer.header("Content-Type")).isEqualTo("application/json");
			JsonNode report = JsonMapper.shared().readTree(plain(answer));
			assertThat(report.path("items").isArray() || report.path("Value").isArray()).isTrue();
		}
		else if (!isReport) {
			assertThat(input.text()).contains("OPTIONS ");
			assertThat(answer.text()).isEmpty();
		}
	}

	private static JsonNode json(Answer answer) {
		try {
			return JsonMapper.shared().readTree(answer.body());
		}
		catch (JacksonException ex) {
			throw new AssertionError("not JSON", ex);
		}
	}

	private static String plain(Answer answer) {
		if (!answer.header("Content-Encoding").equals("gzip")) {
			return answer.text();
		}
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
			return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
