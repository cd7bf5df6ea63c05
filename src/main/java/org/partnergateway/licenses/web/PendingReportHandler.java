package org.partnergateway.licenses.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.licenses.web.PendingReport.Arrived;

import org.springframework.core.MethodParameter;
import org.springframework.util.Assert;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes a report at once if it is stored. Otherwise releases the thread, and writes the
 * report on another one when its fetch has ended.
 */
final class PendingReportHandler implements HandlerMethodReturnValueHandler {

	private final ReportResponses responses;

	private final Duration timeout;

	PendingReportHandler(ReportResponses responses, Duration timeout) {
		this.responses = responses;
		this.timeout = timeout;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		Class<?> type = returnType.getParameterType();
		return type == PendingReport.class || type == Arrived.class;
	}

	@Override
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer container, NativeWebRequest exchange) throws Exception {
		switch (returnValue) {
			case Arrived arrived -> write(arrived.found(), container, exchange);
			case PendingReport(CompletableFuture<Found<StoredReport>> future) when isAtHand(future) ->
				write(future.join(), container, exchange);
			case PendingReport(CompletableFuture<Found<StoredReport>> future) ->
				WebAsyncUtils.getAsyncManager(exchange).startDeferredResultProcessing(deferred(future), container);
			case null, default -> throw new IllegalArgumentException("not a report: " + returnType);
		}
	}

	private static boolean isAtHand(CompletableFuture<?> future) {
		return future.isDone() && !future.isCompletedExceptionally();
	}

	private DeferredResult<Arrived> deferred(CompletableFuture<Found<StoredReport>> future) {
		DeferredResult<Arrived> result = new DeferredResult<>(this.timeout.toMillis());
		var _ = future.whenComplete((found, failure) -> {
			if (failure != null) {
				Throwable cause = failure.getCause();
				result.setErrorResult((failure instanceof CompletionException && cause != null) ? cause : failure);
			}
			else {
				result.setResult(new Arrived(found));
			}
		});
		return result;
	}

	private void write(Found<StoredReport> found, ModelAndViewContainer container, NativeWebRequest exchange)
			throws IOException {
		container.setRequestHandled(true);
		HttpServletRequest request = exchange.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = exchange.getNativeResponse(HttpServletResponse.class);
		Assert.state(request != null && response != null, "this is a servlet application");
		this.responses.write(request, response, found);
	}

}
