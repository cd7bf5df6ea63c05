package org.partnergateway.licenses;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.callers.FetchLimit;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.LicenseReport;
import org.partnergateway.partnercenter.ReportQuery;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The reports, at the paths that they have at Partner Center.
 */
@Controller
class LicenseReportController {

	private final LicenseReports reports;

	private final FetchLimit limit;

	LicenseReportController(LicenseReports reports, FetchLimit limit) {
		this.reports = reports;
		this.limit = limit;
	}

	@GetMapping("/v1/analytics/licenses/deployment")
	PendingReport partnerDeployment(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.of(LicenseReport.PARTNER_DEPLOYMENT), request);
	}

	@GetMapping("/v1/analytics/licenses/usage")
	PendingReport partnerUsage(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.of(LicenseReport.PARTNER_USAGE), request);
	}

	@GetMapping("/v1/customers/{customer-id}/analytics/licenses/deployment")
	PendingReport customerDeployment(@PathVariable("customer-id") String customerId, HttpServletRequest request)
			throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.ofCustomer(LicenseReport.CUSTOMER_DEPLOYMENT, customerId), request);
	}

	@GetMapping("/v1/customers/{customer-id}/analytics/licenses/usage")
	PendingReport customerUsage(@PathVariable("customer-id") String customerId, HttpServletRequest request)
			throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE, customerId), request);
	}

	@GetMapping("/v1/analytics/commercial/deployment/license")
	PendingReport commercialDeployment(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_DEPLOYMENT, request.getQueryString()), request);
	}

	@GetMapping("/v1/analytics/commercial/usage/license")
	PendingReport commercialUsage(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, request.getQueryString()), request);
	}

	private PendingReport find(ReportQuery query, HttpServletRequest request)
			throws HttpMediaTypeNotAcceptableException {
		if (!MediaRanges.acceptJson(request.getHeaders(HttpHeaders.ACCEPT))) {
			throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
		}
		Correlation correlation = Correlation.of(request);
		return new PendingReport(this.reports.find(new ReportKey(query, correlation.locale()), correlation,
				() -> this.limit.take(request)));
	}

}
