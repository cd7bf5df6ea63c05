package org.partnergateway.licenses;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.partnercenter.LicenseReport;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The reports, at the paths that they have at Partner Center.
 */
@Controller
class LicenseReportController {

	private final LicenseReports reports;

	LicenseReportController(LicenseReports reports) {
		this.reports = reports;
	}

	@GetMapping("/v1/analytics/licenses/deployment")
	PendingReport partnerDeployment(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(LicenseReport.PARTNER_DEPLOYMENT, request);
	}

	@GetMapping("/v1/analytics/licenses/usage")
	PendingReport partnerUsage(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		return find(LicenseReport.PARTNER_USAGE, request);
	}

	private PendingReport find(LicenseReport report, HttpServletRequest request)
			throws HttpMediaTypeNotAcceptableException {
		if (!MediaRanges.acceptJson(request.getHeaders(HttpHeaders.ACCEPT))) {
			throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
		}
		Correlation correlation = Correlation.of(request);
		return new PendingReport(this.reports.find(new ReportKey(report, correlation.locale()), correlation));
	}

}
