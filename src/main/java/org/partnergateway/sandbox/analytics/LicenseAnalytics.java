package org.partnergateway.sandbox.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.sandbox.sales.Customer;
import org.partnergateway.sandbox.sales.Holding;
import org.partnergateway.sandbox.sales.Holdings;
import org.partnergateway.sandbox.sales.Service;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The customers of the sandbox and their reports, the same in every instance, byte for
 * byte. Safe for use by any thread. The paths are repeated here, not taken from the
 * gateway, so that a mistake there is noticed.
 */
public final class LicenseAnalytics {

	private static final Pattern CUSTOMER = Pattern
		.compile("/v1/customers/([^/]+)/analytics/licenses/(deployment|usage)");

	private static final Pattern COMMERCIAL = Pattern
		.compile("(?:/partner)?/v1/analytics/commercial/(deployment|usage)/license/?");

	private final List<Customer> customers = customers();

	private final Reports deployment;

	private final Reports usage;

	/**
	 * Reads the customers and services, and draws who has bought what.
	 */
	public LicenseAnalytics() {
		List<Holding> holdings = Holdings.draw(this.customers, services());
		this.deployment = reports(Measure.DEPLOYMENT, holdings);
		this.usage = reports(Measure.USAGE, holdings);
	}

	/**
	 * The customers.
	 * @return their ids, in lower case and always in the same order
	 */
	public List<String> customerIds() {
		return this.customers.stream().map(Customer::id).toList();
	}

	/**
	 * Finds a report.
	 * @param path a path in any letter case
	 * @return the report; {@code null} if there is none at that path
	 */
	public @Nullable Report find(String path) {
		String lowerCasePath = path.toLowerCase(Locale.ROOT);
		Matcher customer = CUSTOMER.matcher(lowerCasePath);
		if (customer.matches()) {
			return (url, query) -> about(customer.group(2)).ofCustomers().read(customer.group(1));
		}
		Matcher commercial = COMMERCIAL.matcher(lowerCasePath);
		return commercial.matches() ? about(commercial.group(1)).commercial() : null;
	}

	private Reports about(String measure) {
		return measure.equals("usage") ? this.usage : this.deployment;
	}

	private Reports reports(Measure measure, List<Holding> holdings) {
		return new Reports(new CustomerReports(measure, this.customers, holdings),
				new CommercialReport(measure, holdings));
	}

	private static List<Customer> customers() {
		try {
			return resource("customers.txt").getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.map(Customer::of)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Service> services() {
		try (InputStream json = resource("services.json").getInputStream()) {
			return List.of(JsonMapper.shared().readValue(json, Service[].class));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ClassPathResource resource(String name) {
		return new ClassPathResource(name, LicenseAnalytics.class);
	}

	private record Reports(CustomerReports ofCustomers, CommercialReport commercial) {
	}

}
