package org.partnergateway.consent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.consent.signin.Callback;
import org.partnergateway.consent.proof.Outcome;
import org.partnergateway.token.Consents;
import org.partnergateway.token.refresh.Consent;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Serves the pages on the management port. A thread of that port waits while a consent is
 * proved, which only the holder of the key can cause.
 */
final class ConsentHandler {

	// Without form-action, which browsers apply to redirects too: Microsoft Entra
	// redirects to other identity providers.
	private static final String PAGE_MAY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
			+ "base-uri 'none'; frame-ancestors 'none'";

	private final ConsentKey key;

	private final ConsentDesk desk;

	private final Consents consents;

	private final ConsentPage page;

	private final ConsentAddress address;

	private Consumer<Outcome> listener = (outcome) -> {
	};

	/**
	 * Creates the handler.
	 * @param key opens the page
	 * @param desk takes the consents
	 * @param consents has the consent in use
	 * @param page writes the pages
	 * @param address says where a browser is to come back to
	 */
	ConsentHandler(ConsentKey key, ConsentDesk desk, Consents consents, ConsentPage page, ConsentAddress address) {
		this.key = key;
		this.desk = desk;
		this.consents = consents;
		this.page = page;
		this.address = address;
	}

	/**
	 * Sets a listener, which is called after an outcome has been told to the browser.
	 */
	void onOutcome(Consumer<Outcome> listener) {
		this.listener = listener;
	}

	HttpRequestHandler beginning() {
		return (request, response) -> {
			require("GET", request);
			if (!this.key.opens(request.getParameter("key"))) {
				throw new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), new HttpHeaders());
			}
			write(response, HttpServletResponse.SC_OK,
					this.page.beginning(this.desk.begin(Objects.requireNonNull(this.address.callback())), given()));
		};
	}

	HttpRequestHandler callback() {
		return (request, response) -> {
			require("GET", request);
			tell(response, this.desk.callback(new Callback(request.getParameter("state"), request.getParameter("code"),
					request.getParameter("error"), request.getParameter("error_description"))));
		};
	}

	HttpRequestHandler again() {
		return (request, response) -> {
			require("POST", request);
			// Not by getParameter, which would wait for the end of a body.
			tell(response,
					this.desk.again(UriComponentsBuilder.newInstance()
						.query(request.getQueryString())
						.build()
						.getQueryParams()
						.getFirst("attempt")));
		};
	}

	private void tell(HttpServletResponse response, Mono<Outcome> coming) throws IOException {
		Outcome outcome = Objects.requireNonNull(coming.block());
		write(response, (outcome.result() == Outcome.Result.INVALID) ? HttpServletResponse.SC_BAD_REQUEST
				: HttpServletResponse.SC_OK, this.page.outcome(outcome));
		response.flushBuffer();
		this.listener.accept(outcome);
	}

	/**
	 * The consent in use, as a sentence.
	 * @return the sentence; {@code null} if there is none
	 */
	private @Nullable String given() {
		Consent consent = this.consents.current();
		if (consent != null) {
			return "There is a consent of %s, by user %s of tenant %s. A new one takes its place."
				.formatted(consent.consentedAt().truncatedTo(ChronoUnit.SECONDS), consent.userId(), consent.tenantId());
		}
		return this.consents.isMissing() ? null
				: "There is a refresh token whose consent the gateway did not take. A new consent takes its place.";
	}

	private static void require(String method, HttpServletRequest request)
			throws HttpRequestMethodNotSupportedException {
		if (!request.getMethod().equals(method)) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of(method));
		}
	}

	private static void write(HttpServletResponse response, int status, String html) throws IOException {
		response.setStatus(status);
		response.setContentType("text/html;charset=utf-8");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Content-Security-Policy", PAGE_MAY);
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		byte[] body = html.getBytes(StandardCharsets.UTF_8);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
