package org.partnergateway.licenses;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.Found;
import org.partnergateway.partnercenter.InvalidParameterException;
import org.partnergateway.partnercenter.LicenseReport;
import org.partnergateway.partnercenter.ReportQuery;

import org.springframework.http.HttpHeaders;

/**
 * The reports as far as they are stored, with nothing to start or to wait for, and asked
 * for by the very path that they have at Partner Center, as clients usually do: all that
 * can be answered without a controller. Whatever else is asked for, and however oddly, is
 * for {@link LicenseReportController}. Safe for use by any thread.
 */
public final class ReportsAtHand {

	private static final String ANALYTICS = "/v1/analytics/";

	private static final String CUSTOMERS = "/v1/customers/";

	private static final String UNDER_SERVICE = GatewayRoot.SERVICE_PREFIX + "/v1/";

	private static final int GUID_LENGTH = 36;

	private static final ReportQuery DEPLOYMENT = ReportQuery.of(LicenseReport.PARTNER_DEPLOYMENT);

	private static final ReportQuery USAGE = ReportQuery.of(LicenseReport.PARTNER_USAGE);

	private final LicenseReports reports;

	private final ReportResponses responses;

	ReportsAtHand(LicenseReports reports, ReportResponses responses) {
		this.reports = reports;
		this.responses = responses;
	}

	/**
	 * Whether a request may be one for a report, by the beginning of its path: what there
	 * is to know before it is known whether the caller may ask.
	 * @param request the request
	 * @return whether it is worth while to {@link #find} it
	 */
	public boolean mayBeAsked(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.startsWith(ANALYTICS) || path.startsWith(CUSTOMERS) || path.startsWith(UNDER_SERVICE);
	}

	/**
	 * Finds what a request asks for.
	 * @param request the request, which has to be a GET or a HEAD
	 * @param locale the culture that it asks for
	 * @return the report, or {@code null} if it is none of these
	 */
	public @Nullable Hit find(HttpServletRequest request, String locale) {
		ReportQuery query = query(request);
		if (query == null || !MediaRanges.usuallyAcceptJson(request.getHeaders(HttpHeaders.ACCEPT))) {
			return null;
		}
		Found<StoredReport> found = this.reports.findAtHand(new ReportKey(query, locale));
		return (found != null) ? new Hit(query.report(), found) : null;
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

	private static @Nullable ReportQuery query(HttpServletRequest request) {
		String path = request.getRequestURI();
		ReportQuery query = query(path, request);
		if (query == null && path.startsWith(UNDER_SERVICE)) {
			query = query(path.substring(GatewayRoot.SERVICE_PREFIX.length()), request);
			if (query != null) {
				request.setAttribute(GatewayRoot.ASKED_UNDER, true);
			}
		}
		return query;
	}

	private static @Nullable ReportQuery query(String path, HttpServletRequest request) {
		if (path.equals(LicenseReport.PARTNER_USAGE.path())) {
			return USAGE;
		}
		if (path.equals(LicenseReport.PARTNER_DEPLOYMENT.path())) {
			return DEPLOYMENT;
		}
		try {
			if (path.startsWith(CUSTOMERS)) {
				return ofCustomer(path);
			}
			if (path.equals(LicenseReport.COMMERCIAL_DEPLOYMENT.path())) {
				return ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_DEPLOYMENT, request.getQueryString());
			}
			if (path.equals(LicenseReport.COMMERCIAL_USAGE.path())) {
				return ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, request.getQueryString());
			}
		}
		catch (InvalidParameterException ex) {
			// To be refused, with all that belongs to that.
			return null;
		}
		return null;
	}

	private static @Nullable ReportQuery ofCustomer(String path) {
		int end = CUSTOMERS.length() + GUID_LENGTH;
		if (path.length() <= end) {
			return null;
		}
		String customer = path.substring(CUSTOMERS.length(), end);
		if (path.startsWith("/analytics/licenses/usage", end)
				&& path.length() == end + "/analytics/licenses/usage".length()) {
			return ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE, customer);
		}
		if (path.startsWith("/analytics/licenses/deployment", end)
				&& path.length() == end + "/analytics/licenses/deployment".length()) {
			return ReportQuery.ofCustomer(LicenseReport.CUSTOMER_DEPLOYMENT, customer);
		}
		return null;
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
