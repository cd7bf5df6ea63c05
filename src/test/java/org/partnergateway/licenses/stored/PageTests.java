package org.partnergateway.licenses.stored;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.partnergateway.partnercenter.exchange.NextLink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Page}.
 */
class PageTests {

	private static final String BODY = "{\"Value\":[\"é\"],\"@nextLink\":\"https://api/x\",\"TotalCount\":2}";

	private final Page page = page(BODY, "\"https://api/x\"", "/v1/a?skip=1");

	@Test
	void underWhenRootIsKnownLinksToIt() throws IOException {
		Representations representations = this.page.under(() -> "https://gateway.example:8443");
		String expected = "{\"Value\":[\"é\"],\"@nextLink\":\"https://gateway.example:8443/v1/a?skip=1\",\"TotalCount\":2}";
		assertThat(representations.plain().body()).asString(StandardCharsets.UTF_8).isEqualTo(expected);
		assertThat(new GZIPInputStream(new ByteArrayInputStream(representations.gzip().body())).readAllBytes())
			.asString(StandardCharsets.UTF_8)
			.isEqualTo(expected);
	}

	@Test
	void underWhenAskedAgainUnderTheSameRootComputesNothing() {
		assertThat(this.page.under(() -> "https://a")).isSameAs(this.page.under(() -> "https://" + "a"));
	}

	@Test
	void underWhenTwoNamesAlternateComputesNothing() {
		Representations a = this.page.under(() -> "https://a");
		Representations b = this.page.under(() -> "https://b");
		assertThat(this.page.under(() -> "https://a")).isSameAs(a);
		assertThat(this.page.under(() -> "https://b")).isSameAs(b);
		assertThat(this.page.under(() -> "https://a")).isSameAs(a);
	}

	@Test
	void underWhenNamesAreManyIsCorrectForEach() throws IOException {
		Page large = page("{\"Value\":[\"" + "Łódź ".repeat(50_000) + "\"],\"@nextLink\":\"https://api/x\"}",
				"\"https://api/x\"", "/v1/a?skip=1");
		for (int i = 0; i < 20; i++) {
			String root = "https://" + "h".repeat(i * i * i * 10) + i;
			Representations forms = large.under(() -> root);
			byte[] plain = forms.plain().body();
			assertThat(new String(plain, StandardCharsets.UTF_8))
				.endsWith("\"@nextLink\":\"" + root + "/v1/a?skip=1\"}");
			assertThat(new GZIPInputStream(new ByteArrayInputStream(forms.gzip().body())).readAllBytes())
				.isEqualTo(plain);
			assertThat(forms.gzip().body()).hasSizeLessThan(plain.length / 10 + root.length());
		}
	}

	@Test
	void underWhenRootDiffersHasAnotherTag() {
		Representations a = this.page.under(() -> "https://a");
		Representations b = this.page.under(() -> "https://b");
		assertThat(a.plain().entityTag()).isNotEqualTo(b.plain().entityTag());
		assertThat(a.gzip().entityTag()).isNotEqualTo(b.gzip().entityTag());
	}

	@Test
	void underWhenRootIsUnknownLinksFromWhereItStands() {
		assertThat(this.page.under(() -> "").plain().body()).asString(StandardCharsets.UTF_8)
			.contains("\"@nextLink\":\"/v1/a?skip=1\"");
	}

	private static Page page(String body, String link, String target) {
		int start = body.substring(0, body.indexOf(link)).getBytes(StandardCharsets.UTF_8).length;
		return new Page(body.getBytes(StandardCharsets.UTF_8), new NextLink(start, start + link.length(), target));
	}

}
