package org.partnergateway.shortway;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.callers.Admission;
import org.partnergateway.callers.KnownCallers;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.licenses.FreshReports;
import org.partnergateway.licenses.FreshReports.FreshReport;

/**
 * Answers what there is nothing to decide about any more: a fresh report, asked for by a
 * caller whose credential has been accepted before and who has requests left. Each part
 * says for itself whether that is so, and if one does not, nothing has happened yet, and
 * the request takes the whole way.
 */
final class ShortWayFilter implements Filter {

	private final FreshReports reports;

	private final KnownCallers callers;

	private final TraceDraw traces;

	private final RequestTimers timers;

	ShortWayFilter(FreshReports reports, KnownCallers callers, TraceDraw traces, RequestTimers timers) {
		this.reports = reports;
		this.callers = callers;
		this.traces = traces;
		this.timers = timers;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!isAnswered((HttpServletRequest) request, (HttpServletResponse) response)) {
			this.traces.proceed(request, response, chain);
		}
	}

	private boolean isAnswered(HttpServletRequest request, HttpServletResponse response) throws IOException {
		long start = System.nanoTime();
		String method = request.getMethod();
		boolean head = method.equals("HEAD");
		if ((!head && !method.equals("GET")) || this.traces.isSampled(request)) {
			return false;
		}
		Correlation correlation = Correlation.read(request);
		if (correlation == null) {
			return false;
		}
		FreshReport report = this.reports.find(request, correlation.locale());
		if (report == null) {
			return false;
		}
		// Last, since it takes one of the caller's requests.
		Admission admission = this.callers.admit(request);
		if (admission == null) {
			return false;
		}
		try {
			correlation.echo(response);
			admission.writeTo(request, response);
			this.reports.write(report, request, response);
		}
		finally {
			this.timers.record(report.report(), head, response.getStatus(), System.nanoTime() - start);
		}
		return true;
	}

}
