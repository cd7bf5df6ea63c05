package org.partnergateway.licenses.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * The paths of the reports, made from {@link LicenseReport}. Spring MVC maps the same
 * paths, in any letter case and encoding; this class only compares strings.
 */
final class ReportPaths {

	/** A prefix that some clients use, as Partner Center's samples do. */
	static final String SERVICE_PREFIX = "/partner";

	private static final String VERSION = "/v1/";

	/** Name of the path variable for a customer. */
	static final String CUSTOMER_ID = "customer-id";

	private static final String CUSTOMER = "{" + CUSTOMER_ID + "}";

	private static final int GUID_LENGTH = 36;

	// For example /v1/analytics/.
	private static final List<String> STARTS = Stream.of(LicenseReport.values())
		.map(ReportPaths::start)
		.distinct()
		.toList();

	private static final Map<String, LicenseReport> WHOLE = new HashMap<>();

	private static final List<OfCustomer> OF_CUSTOMERS = new ArrayList<>();

	static {
		for (LicenseReport report : LicenseReport.values()) {
			if (report.isOfCustomer()) {
				int place = report.path().indexOf(CUSTOMER);
				OF_CUSTOMERS.add(new OfCustomer(report, report.path().substring(0, place),
						report.path().substring(place + CUSTOMER.length())));
			}
			WHOLE.put(report.path(), report);
		}
	}

	private ReportPaths() {
	}

	/**
	 * All paths, as patterns of Spring MVC.
	 */
	static String[] patterns() {
		return Stream.of(LicenseReport.values()).map(LicenseReport::path).toArray(String[]::new);
	}

	/**
	 * The report of a pattern.
	 */
	static LicenseReport ofPattern(@Nullable Object pattern) {
		return Objects.requireNonNull(WHOLE.get(String.valueOf(pattern)), "not the pattern of a report");
	}

	/**
	 * Finds the report of a path that is spelled exactly as at Partner Center, with or
	 * without the prefix.
	 * @param path a path, percent-encoded, without a query
	 * @return the report, or {@code null} if the path is not one of a report, or is
	 * spelled in another way
	 */
	static @Nullable ReportPath find(String path) {
		if (!path.startsWith(SERVICE_PREFIX)) {
			return find(path, false);
		}
		return find(path.substring(SERVICE_PREFIX.length()), true);
	}

	private static @Nullable ReportPath find(String path, boolean underService) {
		LicenseReport whole = WHOLE.get(path);
		if (whole != null && !whole.isOfCustomer()) {
			return new ReportPath(whole, null, underService);
		}
		for (OfCustomer template : OF_CUSTOMERS) {
			if (template.matches(path)) {
				return new ReportPath(template.report(), template.customer(path), underService);
			}
		}
		return null;
	}

	/**
	 * Whether a path has the prefix and then begins like that of a report, in any letter
	 * case.
	 */
	static boolean isUnderService(String path) {
		int start = SERVICE_PREFIX.length();
		return path.regionMatches(true, 0, SERVICE_PREFIX, 0, start)
				&& STARTS.stream().anyMatch((part) -> path.regionMatches(true, start, part, 0, part.length()));
	}

	private static String start(LicenseReport report) {
		return report.path().substring(0, report.path().indexOf('/', VERSION.length()) + 1);
	}

	private record OfCustomer(LicenseReport report, String start, String end) {

		private boolean matches(String path) {
			return path.length() == this.start.length() + GUID_LENGTH + this.end.length() && path.startsWith(this.start)
					&& path.endsWith(this.end);
		}

		private String customer(String path) {
			return path.substring(this.start.length(), this.start.length() + GUID_LENGTH);
		}

	}

}
