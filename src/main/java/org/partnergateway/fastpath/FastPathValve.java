package org.partnergateway.fastpath;

import java.io.IOException;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.partnergateway.callers.Admission;
import org.partnergateway.callers.Door;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.drain.Drain;
import org.partnergateway.fastpath.TraceDraw.Draw;
import org.partnergateway.licenses.web.ReportPath;
import org.partnergateway.licenses.web.ReportsAtHand.Hit;
import org.partnergateway.licenses.web.ReportsAtHand;

/**
 * Answers with a stored report if nothing has to be started, and the caller is accepted
 * and has requests left. Each object that it asks decides its own part. If one says no,
 * nothing has been written yet, and the request takes the usual path. It is a valve, not
 * a filter, since Tomcat builds a chain of all filters for each request before it calls
 * the first.
 */
final class FastPathValve extends ValveBase {

	private final ReportsAtHand reports;

	private final Door door;

	private final Drain drain;

	private final Telemetry telemetry;

	private final boolean joined;

	/**
	 * Creates an instance.
	 * @param joined whether no code looks at the headers of an answer later, so that
	 * Tomcat may get them as one
	 */
	FastPathValve(ReportsAtHand reports, Door door, Drain drain, Telemetry telemetry, boolean joined) {
		super(true);
		this.reports = reports;
		this.door = door;
		this.drain = drain;
		this.telemetry = telemetry;
		this.joined = joined;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.isAsync()) {
			// A request that has waited on the usual path, and is resumed.
			getNext().invoke(request, response);
			return;
		}
		Draw draw = this.telemetry.traces().draw(request);
		if (draw.isSampled()) {
			if (this.reports.path(request) != null) {
				this.door.recognize(request);
			}
		}
		else if (isAnswered(request, response)) {
			return;
		}
		try (Scope _ = draw.in(Context.current()).makeCurrent()) {
			getNext().invoke(request, response);
		}
	}

	private boolean isAnswered(Request request, Response response) {
		long start = System.nanoTime();
		String method = request.getMethod();
		boolean head = method.equals("HEAD");
		if ((!head && !method.equals("GET")) || this.drain.isUnderway()) {
			return false;
		}
		Correlation correlation = Correlation.read(request);
		if (correlation == null) {
			return false;
		}
		ReportPath path = this.reports.path(request);
		if (path == null) {
			return false;
		}
		// Before anything is looked up: for a refused caller nothing is parsed, counted
		// or kept.
		Admission admission = this.door.admit(request);
		if (admission == null) {
			return false;
		}
		Hit report = this.reports.find(path, request, correlation.locale());
		if (report == null) {
			admission.handOver(request);
			return false;
		}
		IOException failure = null;
		try {
			EncodedHeaders answer = new EncodedHeaders(response,
					this.joined && request.getProtocol().equals("HTTP/1.1"));
			correlation.echo(answer);
			admission.writeTo(request, answer);
			this.reports.write(report, request, answer);
			answer.end();
		}
		catch (IOException ex) {
			// The caller has closed the connection, so nothing can be said to them.
			failure = ex;
		}
		if (request.isAsync()) {
			request.getAsyncContext().addListener(this.telemetry.timers().sample(report.report(), head, start));
		}
		else {
			this.telemetry.timers()
				.record(report.report(), head, response.getStatus(), System.nanoTime() - start, failure);
		}
		return true;
	}

}
