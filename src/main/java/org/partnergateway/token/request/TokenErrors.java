package org.partnergateway.token.request;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.http.RetryAfter;
import org.partnergateway.outbound.OutboundException;
import org.partnergateway.settings.InvalidSettingException;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Turns everything that can go wrong in a renewal into a {@link TokenException}.
 */
public final class TokenErrors {

	private static final SecretJson JSON = new SecretJson();

	private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	private static final Pattern DETAIL_CODE = Pattern.compile("\\bAADSTS\\d{1,10}\\b");

	// Shorter numbers are not codes of Microsoft Entra.
	private static final Pattern CODE = Pattern.compile("[1-9]\\d{4,9}");

	private static final Duration SILENCE = Duration.ofMinutes(5);

	private TokenErrors() {
	}

	/**
	 * Turns every answer but a success into an error; by its status alone if the body is
	 * unreadable.
	 * @param clock the time of day, for a {@code Retry-After} that is a date
	 */
	static Mono<ClientResponse> check(ClientResponse response, InstantSource clock) {
		int status = response.statusCode().value();
		if (response.statusCode().is2xxSuccessful()) {
			return Mono.just(response);
		}
		if (status < 400) {
			return response.releaseBody()
				.then(Mono.error(() -> TokenException.malformed("an unexpected HTTP status, " + status)));
		}
		Duration retryAfter = RetryAfter.read(response.headers().asHttpHeaders(), clock.instant());
		return response.body(JSON)
			.onErrorReturn(Map.of())
			.defaultIfEmpty(Map.of())
			.flatMap((body) -> Mono.error(of(status, body, retryAfter)));
	}

	/**
	 * Translates an error answer.
	 * @param status the HTTP status
	 * @param body the fields of the body, empty if there is none
	 * @param retryAfter its {@code Retry-After}, or {@code null} if it has none
	 */
	static TokenException of(int status, Map<String, Object> body, @Nullable Duration retryAfter) {
		String error = match(ERROR, body.get("error"), true);
		String detailCode = detailCode(body);
		if (Remedies.isThrottling(detailCode)) {
			// Microsoft Entra asks for a pause without saying for how long.
			return TokenException.throttled(TokenException.codes(status, error, detailCode),
					(retryAfter != null) ? retryAfter : SILENCE, Remedies.of(error, detailCode));
		}
		if (status == 429 || "slow_down".equals(error)) {
			return TokenException.throttled(status, retryAfter);
		}
		if (Remedies.isPassing(detailCode)) {
			return TokenException.unavailable(TokenException.codes(status, error, detailCode), retryAfter,
					Remedies.of(error, detailCode));
		}
		if (status >= 500 || status == 408 || "temporarily_unavailable".equals(error) || "server_error".equals(error)) {
			return TokenException.unavailable(status, retryAfter);
		}
		return TokenException.refused(status, error, detailCode);
	}

	/**
	 * Translates any failure of a renewal.
	 */
	public static TokenException translate(Throwable failure) {
		Throwable root = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof TokenException known) {
				return known;
			}
			if (cause instanceof InvalidSettingException setting) {
				return TokenException.local(String.valueOf(setting.getMessage()), setting.remedy());
			}
			if (cause instanceof OutboundException obstacle) {
				return TokenException.unavailable(obstacle);
			}
			if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException
					|| cause instanceof ConnectTimeoutException) {
				return TokenException.timedOut(cause);
			}
			if (cause instanceof IOException) {
				return TokenException.unavailable(cause);
			}
			root = cause;
		}
		// Neither its message nor the exception as the cause: a parser's message may
		// quote its input.
		return TokenException.malformed("something unintelligible (" + root.getClass().getSimpleName() + ")");
	}

	/**
	 * Microsoft Entra's own code: the one in the description, or else the first of the
	 * listed codes that has a remedy, or else the first.
	 */
	private static @Nullable String detailCode(Map<String, Object> body) {
		String described = match(DETAIL_CODE, body.get("error_description"), false);
		if (described != null) {
			return described;
		}
		List<String> listed = (body.get("error_codes") instanceof List<?> codes)
				? codes.stream().map(String::valueOf).filter(CODE.asMatchPredicate()).map("AADSTS"::concat).toList()
				: List.of();
		return listed.stream()
			.filter(Remedies::isKnown)
			.findFirst()
			.orElseGet(() -> listed.isEmpty() ? null : listed.getFirst());
	}

	private static @Nullable String match(Pattern pattern, @Nullable Object value, boolean whole) {
		if (value instanceof String text) {
			Matcher matcher = pattern.matcher(text);
			return (whole ? matcher.matches() : matcher.find()) ? matcher.group() : null;
		}
		return null;
	}

}
