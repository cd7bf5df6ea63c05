package org.partnergateway.partnercenter.exchange;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiLinks}.
 */
class ApiLinksTests {

	private final ApiLinks links = new ApiLinks(
			List.of(URI.create("http://127.0.0.1:9100/root/"), URI.create("https://api.partnercenter.microsoft.com")),
			"/prefix");

	private static final String USAGE = "/v1/analytics/commercial/usage/license";

	private static final String API = "https://api.partnercenter.microsoft.com";

	@ParameterizedTest
	@CsvSource(delimiterString = " -> ", textBlock = """
			{api}{usage}?skip=1&filter=channel%20eq%20'x' -> {usage}?skip=1&filter=channel%20eq%20'x'
			HTTPS://API.PartnerCenter.Microsoft.com:443{usage} -> {usage}
			{api}/partner{usage}/?Top=1 -> {usage}/?Top=1
			{api}/prefix/V1/Analytics/Commercial/Usage/License?skip=1 -> /V1/Analytics/Commercial/Usage/License?skip=1
			http://127.0.0.1:9100/root{usage}?skip=1 -> {usage}?skip=1
			http://127.0.0.1:9100/root/Prefix{usage} -> {usage}
			//api.partnercenter.microsoft.com{usage}?skip=1 -> {usage}?skip=1
			/partner{usage}?skip=1 -> {usage}?skip=1
			/root{usage}?skip=1 -> {usage}?skip=1
			{api}{usage}?filter=customerName%20eq%20'é' -> {usage}?filter=customerName%20eq%20'%C3%A9'
			""")
	void targetWhenLinkLeadsIntoTheApiIsTheSameHere(String link, String target) {
		assertThat(this.links.target(spelled(link))).isEqualTo(spelled(target));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not a link", "https://example.org{usage}", "{api}:8443{usage}",
			"http://api.partnercenter.microsoft.com{usage}", "http://127.0.0.1:9100{usage}", "//example.org{usage}",
			"{usage}?skip=1", "?skip=1", "mailto:a@example.org", "{api}.example.org{usage}",
			"httpx://api.partnercenter.microsoft.com{usage}", "ftp://127.0.0.1:9100/root{usage}", "https://[::1/v1",
			"https://under_score.example{usage}", "https://[::1]{usage}",
			"https://user@api.partnercenter.microsoft.com{usage}", "{api}{usage}#y", "partner{usage}?skip=1" })
	void targetWhenLinkLeadsElsewhereOrIsRightAsItIsIsNull(String link) {
		assertThat(this.links.target(spelled(link))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "?continuationToken=x", "?ContinuationToken=x&skip=1", "?skip=1&seekOperation=Next",
			"?$skip=1", "?%24top=1&skip=1", "?skip=1&skip=2", "?skip=1&Skip=1", "?skip=2147483648", "?skip=-1",
			"?top=20000", "?filter=odd", "?skip=", "?skip=%FF", "?groupby=serviceName,workloadColour", "?x" })
	void targetWhenTheGatewayWouldNotUnderstandTheQueryIsNull(String query) {
		assertThat(this.links.target(API + USAGE + query)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/analytics/commercial/usage", "/v1/analytics/licenses/usage", "/v2/usage",
			"/v1/analytics/commercial/../commercial/usage/license", "/partners{usage}", "/v1/customers?size=5" })
	void targetWhenItIsNoPageOfACommercialReportIsNull(String path) {
		assertThat(this.links.target(API + spelled(path))).isNull();
	}

	private static String spelled(String link) {
		return link.replace("{api}", API).replace("{usage}", USAGE);
	}

}
