package org.partnergateway.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Paths and queries: those of the reports, and what may be made of them.
 */
final class Targets {

	private static final List<String> REPORTS = Stream.of(LicenseReport.values()).map(LicenseReport::path).toList();

	private static final List<String> OTHERS = List.of("/", "/v1", "/error", "/actuator", "/actuator/health",
			"/actuator/prometheus", "/v3/api-docs", "/swagger-ui.html", "/index.html", "/favicon.ico",
			"/WEB-INF/web.xml", "/..;/manager/html", "/login", "/logout", "/oauth2/authorization/x");

	private final Dice dice;

	Targets(Dice dice) {
		this.dice = dice;
	}

	String target() {
		String path = this.dice.percent(90) ? report() : this.dice.percent(60) ? this.dice.oneOf(OTHERS) : odd();
		if (this.dice.percent(15)) {
			path = changed(path);
		}
		return path + (this.dice.percent(40) ? "?" + query() : "");
	}

	private String report() {
		// Mostly those that need no customer.
		String path = this.dice.percent(60) ? this.dice.oneOf(REPORTS.subList(0, 2)) : this.dice.oneOf(REPORTS);
		return path.replace("{customer-id}", this.dice.percent(60) ? this.dice.guid() : segment());
	}

	/**
	 * Mostly encoded, as a client would do it.
	 */
	private String segment() {
		String nasty = this.dice.nasty();
		return this.dice.percent(95) ? URLEncoder.encode(nasty, StandardCharsets.UTF_8)
				: nasty.replaceAll("[ \t]", "+");
	}

	private String odd() {
		return switch (this.dice.below(7)) {
			case 0 -> "*";
			case 1 -> "x:80";
			case 2 -> "http://" + this.dice.oneOf("x", "y", "x:80", "u@x", "[::1]") + report();
			case 3 -> this.dice.oneOf("ftp", "https", "file", "javascript") + "://x" + report();
			case 4 -> segment();
			case 5 -> "/" + this.dice.characters(this.dice.below(9_000), 'a', 'z') + this.dice.canary();
			default -> "/" + this.dice.characters(1 + this.dice.below(60), 0x21, 0xff);
		};
	}

	private String changed(String path) {
		int at = this.dice.below(path.length() + 1);
		return switch (this.dice.below(10)) {
			case 0 -> this.dice.scrambled(path);
			case 1 -> "/" + path;
			case 2 -> path + "/";
			case 3 -> "/" + this.dice.scrambled(path) + "/";
			case 4 -> path + ";" + this.dice.oneOf("x=", "jsessionid=") + segment();
			case 5 -> path.substring(0, at)
					+ this.dice.oneOf("/../", "/./", "//", "%2e%2e/", "%2f", "%5c", "\\", "%00", "%", "%zz", "%25", ";",
							"%3b", "\u00e4", "%c3%a4", "%c0%af", "%0a", "%0d%0a", "[", "^", "|", "+")
					+ path.substring(at);
			case 6 -> path.substring(0, at);
			case 7 -> path + "/" + segment();
			case 8 -> path.isEmpty() ? path : path.replace(path.substring(path.length() - 1), encoded(path));
			default -> path + "." + this.dice.oneOf("json", "html", "action", "%6a%73%6f%6e");
		};
	}

	private static String encoded(String path) {
		return "%%%02x".formatted((int) path.charAt(path.length() - 1));
	}

	private String query() {
		StringBuilder query = new StringBuilder();
		for (int i = this.dice.below(4); i >= 0; i--) {
			query.append(parameter()).append(this.dice.percent(90) ? "&" : this.dice.oneOf(";", "&&", "?", "#", "&=&"));
		}
		return this.dice.percent(50) ? query.substring(0, query.length() - 1) : query.toString();
	}

	private String parameter() {
		String value = this.dice.percent(50) ? segment()
				: this.dice.oneOf("0", "1", "10000", "10001", "-1", "2147483648", "99999999999999999999", "1e3", "0x10",
						"", "%31", "serviceName", "serviceCode,channel", "channel,,x", "serviceName%20eq%20%27o365%27",
						"(serviceName%20eq%20%27crm%27)%20and%20(channel%20ne%20%27reseller%27)",
						"((((((((((serviceName%20eq%20%27", "serviceName%20eq%20%27it%27%27s%27",
						"2017-03-10T00:00:00Z", "2017-02-30", "2017-03-10", "now");
		String name = this.dice.percent(80) ? this.dice.oneOf("top", "skip", "filter", "groupby", "processedDateTime")
				: segment();
		return this.dice.percent(90) ? (this.dice.percent(10) ? this.dice.scrambled(name) : name) + "=" + value : name;
	}

}
