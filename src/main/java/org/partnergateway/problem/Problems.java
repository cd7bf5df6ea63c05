package org.partnergateway.problem;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.correlation.CorrelationHeaders;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Writes problems. Besides the members of RFC 9457 each has the members that clients of
 * Partner Center expect of an error: {@code code} and {@code description} (for a 429
 * {@code statusCode} and {@code message} instead), {@code source} and {@code data}.
 */
public final class Problems {

	private static final String SOURCE = "partner-license-gateway";

	private final JsonMapper json;

	private final List<ProblemListener> listeners;

	Problems(JsonMapper json, List<ProblemListener> listeners) {
		this.json = json;
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Answers a request with a problem, unless the answer is already committed.
	 * @param request the request, which may have been refused before it got its ids
	 * @param response the answer
	 * @param problem the problem
	 * @throws IOException if the caller has closed the connection
	 */
	public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
		if (response.isCommitted()) {
			return;
		}
		Correlation known = Correlation.find(request);
		Correlation correlation = (known != null) ? known : Correlation.ofRefused(request);
		this.listeners.forEach((listener) -> listener.answered(problem.type(), request, correlation.requestId()));
		byte[] body = this.json.writeValueAsBytes(members(problem, correlation));
		response.setStatus(problem.type().status().value());
		response.setHeader(CorrelationHeaders.REQUEST_ID, correlation.requestId());
		response.setHeader(CorrelationHeaders.CORRELATION_ID, correlation.correlationId());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		Duration retryAfter = problem.retryAfter();
		if (retryAfter != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
		}
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setContentLength(body.length);
		if (!HttpMethod.HEAD.matches(request.getMethod())) {
			response.getOutputStream().write(body);
		}
	}

	private static Map<String, Object> members(Problem problem, Correlation correlation) {
		ProblemType type = problem.type();
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", type.uri());
		members.put("title", type.title());
		members.put("status", type.status().value());
		members.put("detail", problem.detail());
		members.put("instance", "urn:uuid:" + correlation.requestId());
		members.put("requestId", correlation.requestId());
		members.put("correlationId", correlation.correlationId());
		if (type.status() == HttpStatus.TOO_MANY_REQUESTS) {
			members.put("statusCode", type.status().value());
			members.put("message", problem.detail());
		}
		else {
			members.put("code", (problem.code() != null) ? problem.code() : type.slug());
			members.put("description", (problem.description() != null) ? problem.description() : problem.detail());
		}
		members.put("source", SOURCE);
		members.put("data", List.of());
		return members;
	}

	/**
	 * Rounds up, since a caller who comes too early is refused again.
	 */
	private static long wholeSeconds(Duration duration) {
		return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
	}

}
