package org.partnergateway.partnercenter;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

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

	@ParameterizedTest
	@ValueSource(strings = { "{\"totalCount\":0,\"items\":[]}",
			"{\"items\":[{\"a\":0.0,\"b\":[{}]}],\"attributes\":{\"items\":1}}", " {\"Items\" : [ ] } \n",
			"{\"items\":null,\"items\":[]}", "{\"items\":[\"é – 日本語\"]}" })
	void checkWhenReportReturnsItAsItIs(String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		assertThat(ReportBody.check(body, "items")).isSameAs(body);
	}

	@Test
	void checkWhenMarkedReturnsItWithoutItsMark() throws IOException {
		assertThat(check(MARK + "{\"items\":[]}")).asString(StandardCharsets.UTF_8).isEqualTo("{\"items\":[]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", MARK, MARK + MARK + "{\"items\":[]}", "[]", "[{\"items\":[]}]", "null", "1",
			"\"items\"", "{}", "{\"items\":{}}", "{\"items\":\"[]\"}", "{\"items\":null}", "{\"rows\":{\"items\":[]}}",
			"{\"rows\":[]}", "{\"items\":1,\"rows\":[]}", "{\"items\":[}", "{\"items\":[]", "{\"items\":[]}x",
			"{\"items\":[]}{}", "{\"items\":[NaN]}", "{\"items\":[1,]}", "{'items':[]}", "{\"items\":[]/**/}",
			"<html><body>{\"items\":[]}</body></html>", "{\"items\":[\"\u0000\"]}" })
	void checkWhenSomethingElseRefuses(String body) {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> check(body));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "``, it is empty", MARK + ", it is empty", "[], it is not a JSON object",
					"1, it is not a JSON object", "{}, it has no array 'items'",
					"{\"items\":[]}{}, something follows its end" })
	void checkWhenSomethingElseSaysWhatIsWrong(String body, String reason) {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> check(body)).withMessage(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "ISO-8859-1" })
	void checkWhenNotUtf8Refuses(String charset) {
		byte[] body = "{\"items\":[\"é\"]}".getBytes(Charset.forName(charset));
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> ReportBody.check(body, "items"));
	}

	@Test
	void checkWhenDeeplyNestedRefuses() {
		String deep = "{\"items\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> check(deep));
	}

	@Test
	void checkWhenMalformedTellsWhereButNotWhat() {
		assertThatExceptionOfType(MalformedReportException.class).isThrownBy(() -> check("{\"items\":[secret]}"))
			.withMessageContaining("line 1, column")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	private static byte[] check(String body) throws IOException {
		return ReportBody.check(body.getBytes(StandardCharsets.UTF_8), "items");
	}

}
