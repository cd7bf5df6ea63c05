package org.partnergateway.licenses.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.http.MediaRanges;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.licenses.stored.StoredReport;
import org.partnergateway.partnercenter.question.InvalidParameterException;
import org.partnergateway.partnercenter.question.LicenseReport;

import org.springframework.http.HttpHeaders;

/**
 * Answers requests for stored reports without the controller, if nothing has to be
 * fetched and the path is spelled exactly as at Partner Center, as most clients do.
 * {@link LicenseReportController} answers all others. Safe for use by any thread.
 */
public final class ReportsAtHand {

	private final LicenseReports reports;

	private final ReportResponses responses;

	ReportsAtHand(LicenseReports reports, ReportResponses responses) {
		this.reports = reports;
		this.responses = responses;
	}

	/**
	 * Finds which report a request is for. Reveals nothing of what is stored, so that it
	 * can be called before the caller is admitted.
	 * @param request the request
	 * @return the path, or {@code null} if it is not one of a report, or is spelled in
	 * another way
	 */
	public @Nullable ReportPath path(HttpServletRequest request) {
		return ReportPaths.find(request.getRequestURI());
	}

	/**
	 * Finds the report that a request asks for.
	 * @param path the path of the report
	 * @param request the request, which has to be a GET or a HEAD
	 * @param locale the locale that it asks for
	 * @return the report, or {@code null} if the request has to take the usual path
	 */
	public @Nullable Hit find(ReportPath path, HttpServletRequest request, String locale) {
		if (!MediaRanges.usuallyAcceptJson(request.getHeaders(HttpHeaders.ACCEPT))) {
			return null;
		}
		ReportKey key;
		try {
			key = new ReportKey(path.asked(request.getQueryString()), locale);
		}
		catch (InvalidParameterException ex) {
			// The usual path refuses it.
			return null;
		}
		Found<StoredReport> found = this.reports.findAtHand(key);
		if (found == null) {
			return null;
		}
		if (path.underService()) {
			request.setAttribute(GatewayRoot.ASKED_UNDER, true);
		}
		return new Hit(path.report(), found);
	}

	/**
	 * Writes a report.
	 * @param report the report
	 * @param request the request that asks for it
	 * @param response the answer
	 * @throws IOException if the caller has closed the connection
	 */
	public void write(Hit report, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.reports.served(report.report(), report.found().outcome());
		this.responses.write(request, response, report.found());
	}

	/**
	 * A report that can be sent at once.
	 */
	public static final class Hit {

		private final LicenseReport report;

		private final Found<StoredReport> found;

		private Hit(LicenseReport report, Found<StoredReport> found) {
			this.report = report;
			this.found = found;
		}

		/**
		 * Which report it is.
		 * @return the report
		 */
		public LicenseReport report() {
			return this.report;
		}

		private Found<StoredReport> found() {
			return this.found;
		}

	}

}
