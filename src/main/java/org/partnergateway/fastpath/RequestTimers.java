package org.partnergateway.fastpath;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Times requests under the same name and with the same tags as the usual path, so that
 * the meters do not depend on the path. Safe for use by any thread.
 */
final class RequestTimers {

	private static final String NAME = "http.server.requests";

	private static final int NOT_MODIFIED = 304;

	// Each is registered by the first answer of its kind, as on the usual path.
	private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(4 * LicenseReport.values().length);

	private final MeterRegistry meters;

	private final Tags more;

	/**
	 * Creates an instance.
	 * @param more tags that observations have beyond Spring's own
	 */
	RequestTimers(MeterRegistry meters, Tags more) {
		this.meters = meters;
		this.more = more;
	}

	/**
	 * Records a request that has ended.
	 * @param failure why the caller did not get the whole answer; {@code null} if they
	 * did
	 */
	void record(LicenseReport report, boolean head, int status, long nanos, @Nullable Throwable failure) {
		if (failure != null) {
			timer(report, head ? "HEAD" : "GET", status == NOT_MODIFIED, failure.getClass().getSimpleName())
				.record(nanos, TimeUnit.NANOSECONDS);
			return;
		}
		boolean notModified = status == NOT_MODIFIED;
		@SuppressWarnings("EnumOrdinal") // Only used in this process.
		int index = 4 * report.ordinal() + (head ? 2 : 0) + (notModified ? 1 : 0);
		Timer timer = this.timers.get(index);
		if (timer == null) {
			timer = timer(report, head ? "HEAD" : "GET", notModified, "none");
			this.timers.set(index, timer);
		}
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Records a request whose answer is still being written, once it has ended.
	 * @param start when it began, in nanoseconds of {@link System#nanoTime()}
	 */
	AsyncListener sample(LicenseReport report, boolean head, long start) {
		return new AsyncListener() {

			private @Nullable Throwable failure;

			@Override
			public void onComplete(AsyncEvent event) {
				record(report, head, HttpServletResponse.SC_OK, System.nanoTime() - start, this.failure);
			}

			@Override
			public void onError(AsyncEvent event) {
				this.failure = event.getThrowable();
			}

			@Override
			public void onTimeout(AsyncEvent event) {
				// There is no timeout.
			}

			@Override
			public void onStartAsync(AsyncEvent event) {
				// The request is not started again.
			}

		};
	}

	private Timer timer(LicenseReport report, String method, boolean notModified, String failure) {
		return Timer.builder(NAME)
			.tags("error", failure, "exception", failure, "method", method, "outcome",
					notModified ? "REDIRECTION" : "SUCCESS", "status", notModified ? "304" : "200", "uri",
					report.path())
			.tags(this.more)
			.register(this.meters);
	}

}
