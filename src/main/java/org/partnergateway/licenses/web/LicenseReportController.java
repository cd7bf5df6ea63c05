package org.partnergateway.licenses.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.limits.FetchLimit;
import org.partnergateway.correlation.Correlation;
import org.partnergateway.http.MediaRanges;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Serves the reports at the same paths as Partner Center.
 */
@Controller
class LicenseReportController {

	private final LicenseReports reports;

	private final FetchLimit limit;

	LicenseReportController(LicenseReports reports, FetchLimit limit) {
		this.reports = reports;
		this.limit = limit;
	}

	/**
	 * Maps the paths of all reports to {@link #report}, so that no annotation has to
	 * repeat them.
	 */
	void mapTo(RequestMappingHandlerMapping mappings) {
		mappings.registerMapping(RequestMappingInfo.paths(ReportPaths.patterns())
			.methods(RequestMethod.GET)
			.options(mappings.getBuilderConfiguration())
			.build(), this, ClassUtils.getMethod(getClass(), "report", String.class, HttpServletRequest.class));
	}

	/**
	 * Answers with a report. Public, because it is looked up by its name.
	 * @param customerId the customer in the path; {@code null} if the path has none
	 * @param request the request, which Spring MVC has matched to one of
	 * {@link ReportPaths#patterns()}
	 */
	public PendingReport report(
			@PathVariable(name = ReportPaths.CUSTOMER_ID, required = false) @Nullable String customerId,
			HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		LicenseReport report = ReportPaths
			.ofPattern(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
		return find(ReportQuery.of(report, customerId, request.getQueryString()), request);
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
