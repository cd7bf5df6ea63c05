package org.partnergateway.partnercenter.exchange;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReportBody}.
 */
class ReportBodyTests {

	private static final String MARK = "\uFEFF";

	private static final String NO_ROWS = "it has no array 'items', and does not say that it is empty";

	private static final ApiLinks LINKS = new ApiLinks(List.of(URI.create("https://api.example/")), "");

	@ParameterizedTest
	@ValueSource(strings = { "{\"totalCount\":0,\"items\":[]}",
			"{\"items\":[{\"a\":0.0,\"b\":[{}]}],\"attributes\":{\"items\":1}}", " {\"Items\" : [ ] } \n",
			"{\"totalCount\":0,\"items\":null}", "{\"items\":null,\"totalCount\":0.0}", "{\"totalCount\":0}",
			"{\"items\":null,\"items\":[]}", "{\"items\":[\"é – 日本語\"]}" })
	void readWhenReportReturnsItAsItIs(String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		assertThat(ReportBody.read(body, "items", LINKS).json()).isSameAs(body);
	}

	@Test
	void readWhenMarkedReturnsItWithoutItsMark() throws IOException {
		assertThat(read(MARK + "{\"items\":[]}")).asString(StandardCharsets.UTF_8).isEqualTo("{\"items\":[]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", MARK, MARK + MARK + "{\"items\":[]}", "[]", "[{\"items\":[]}]", "null", "1",
			"\"items\"", "{}", "{\"items\":{}}", "{\"items\":\"[]\"}", "{\"items\":null}", "{\"rows\":{\"items\":[]}}",
			"{\"rows\":[]}", "{\"items\":1,\"rows\":[]}", "{\"items\":[}", "{\"items\":[]", "{\"items\":[]}x",
			"{\"items\":[]}{}", "{\"items\":[NaN]}", "{\"items\":[1,]}", "{'items':[]}", "{\"items\":[]/**/}",
			"{\"items\":null,\"totalCount\":1}", "{\"totalCount\":1}", "{\"items\":1,\"totalCount\":0}",
			"{\"totalCount\":\"0\"}", "<html><body>{\"items\":[]}</body></html>", "{\"items\":[\"\u0000\"]}" })
	void readWhenSomethingElseRefuses(String body) {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> read(body));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "``; it is empty", MARK + "; it is empty", "[]; it is not a JSON object",
					"1; it is not a JSON object", "{}; " + NO_ROWS, "{\"items\":[]}{}; something follows its end" })
	void readWhenSomethingElseSaysWhatIsWrong(String body, String reason) {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> read(body)).withMessage(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "ISO-8859-1" })
	void readWhenNotUtf8Refuses(String charset) {
		byte[] body = "{\"items\":[\"é\"]}".getBytes(Charset.forName(charset));
		assertThatExceptionOfType(MalformedReportException.class)
			.isThrownBy(() -> ReportBody.read(body, "items", LINKS));
	}

	@Test
	void readWhenDeeplyNestedRefuses() {
		String deep = "{\"items\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> read(deep));
	}

	@Test
	void readWhenMalformedTellsWhereButNotWhat() {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> read("{\"items\":[secret]}"))
			.withMessageContaining("line 1, column")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"Value\":[],\"@nextLink\":\"https://api.example/v1/analytics/commercial/usage/license?skip=1\"}",
			"{\"@NextLink\" : \"https:\\/\\/api.example/v1/analytics/commercial/usage/license?skip\\u003d1\" ,\"Value\":[{\"@nextLink\":\"https://api.example/v1/b\"}]}",
			"{\"Value\":[\"é – 日本語 😀\"],\"@nextLink\":\"https://api.example/v1/analytics/commercial/usage/license?skip=1\",\"TotalCount\":2}",
			"{\"@nextLink\":null,\"Value\":[],\"@nextLink\":\"https://api.example/v1/analytics/commercial/usage/license?skip=1\"}" })
	void readWhenNextPageIsOfTheApiTellsWhereTheLinkIs(String json) throws IOException {
		assertLinkTakesItsPlace(json);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3_990, 7_990, 100_000 })
	void readWhenLargeTellsWhereTheLinkIs(int length) throws IOException {
		for (int i = 0; i < 40; i++) {
			assertLinkTakesItsPlace("{\"Value\":[\"" + "é".repeat(length + i)
					+ "\"],\"@nextLink\":\"https://api.example/v1/analytics/commercial/usage/license?skip=1\"}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"Value\":[],\"@nextLink\":null}", "{\"Value\":[],\"@nextLink\":1}",
			"{\"Value\":[],\"@nextLink\":\"https://other.example/v1/a\"}",
			"{\"Value\":[{\"@nextLink\":\"https://api.example/v1/a\"}]}", "{\"Value\":[],\"@nextLink\":\"\"}" })
	void readWhenThereIsNoNextPageOfTheApiTellsNone(String json) throws IOException {
		assertThat(ReportBody.read(json.getBytes(StandardCharsets.UTF_8), "Value", LINKS).nextLink()).isNull();
	}

	private static void assertLinkTakesItsPlace(String json) throws IOException {
		ReportBody body = ReportBody.read((MARK + json).getBytes(StandardCharsets.UTF_8), "Value", LINKS);
		NextLink link = body.nextLink();
		assertThat(link).isNotNull();
		assertThat(link.target()).isEqualTo("/v1/analytics/commercial/usage/license?skip=1");
		String text = new String(Arrays.copyOfRange(body.json(), link.start(), link.end()), StandardCharsets.UTF_8);
		assertThat(text).startsWith("\"http").endsWith("1\"").contains("/usage/license?skip");
	}

	private static byte[] read(String body) throws IOException {
		return ReportBody.read(body.getBytes(StandardCharsets.UTF_8), "items", LINKS).json();
	}

}
