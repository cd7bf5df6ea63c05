package org.partnergateway.partnercenter;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
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

	@ParameterizedTest
	@CsvSource(delimiterString = " -> ",
			value = { "https://api.partnercenter.microsoft.com/v1/a?skip=1&filter=a%20eq -> /v1/a?skip=1&filter=a%20eq",
					"HTTPS://API.PartnerCenter.Microsoft.com:443/v1/a -> /v1/a",
					"https://api.partnercenter.microsoft.com/partner/v1/a/?top=1 -> /v1/a/?top=1",
					"https://api.partnercenter.microsoft.com/prefix/v1/a -> /v1/a",
					"http://127.0.0.1:9100/root/v1/a?x=1#y -> /v1/a?x=1",
					"http://127.0.0.1:9100/root/Prefix/v1/a -> /v1/a", "/partner/v1/a?skip=1 -> /v1/a?skip=1",
					"https://api.partnercenter.microsoft.com/v1/é -> /v1/%C3%A9" })
	void targetWhenLinkLeadsIntoTheApiIsTheSameHere(String link, String target) {
		assertThat(this.links.target(link)).isEqualTo(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not a link", "https://example.org/v1/a",
			"https://api.partnercenter.microsoft.com:8443/v1/a", "http://api.partnercenter.microsoft.com/v1/a",
			"http://127.0.0.1/v1/a", "//example.org/v1/a", "/v1/a?skip=1", "?skip=1", "mailto:a@example.org",
			"https://api.partnercenter.microsoft.com.example.org/v1/a", "ftp://127.0.0.1:9100/v1/a",
			"https://[::1/v1" })
	void targetWhenLinkLeadsElsewhereOrIsRightAsItIsIsNull(String link) {
		assertThat(this.links.target(link)).isNull();
	}

	@Test
	void targetWhenPrefixIsOnlyTheBeginningOfANameKeepsIt() {
		assertThat(this.links.target("https://api.partnercenter.microsoft.com/partners/v1/a"))
			.isEqualTo("/partners/v1/a");
	}

}
