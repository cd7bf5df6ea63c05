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
 * The reports as far as they are stored, with nothing to start or to wait for, and asked
 * for by the very path that they have at Partner Center, as clients usually do: all that
 * can be answered without a controller. Whatever else is asked for, and however oddly, is
 * for {@link LicenseReportController}. Safe for use by any thread.
 */
public final class ReportsAtHand {

	private final LicenseReports reports;

	private final ReportResponses responses;

	ReportsAtHand(LicenseReports reports, ReportResponses responses) {
		this.reports = reports;
		this.responses = responses;
	}

	/**
	 * Which report a request is for: what there is to know before it is known whether the
	 * caller may ask.
	 * @param request the request
	 * @return the path, or {@code null} if it is none of a report, or oddly spelled
	 */
	public @Nullable ReportPath path(HttpServletRequest request) {
		return ReportPaths.find(request.getRequestURI());
	}

	/**
	 * Finds what a request asks for.
	 * @param path which report it is for
	 * @param request the request, which has to be a GET or a HEAD
	 * @param locale the culture that it asks for
	 * @return the report, or {@code null} if there is anything to refuse, to start or to
	 * wait for
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
			// To be refused, with all that belongs to that.
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
	 * Answers with a report.
	 * @param report the report
	 * @param request the request that asks for it
	 * @param response the answer
	 * @throws IOException if the caller is gone
	 */
	public void write(Hit report, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.reports.served(report.report(), report.found().outcome());
		this.responses.write(request, response, report.found());
	}

	/**
	 * A report that can be answered with at once.
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
