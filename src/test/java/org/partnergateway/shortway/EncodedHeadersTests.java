package org.partnergateway.shortway;

import java.util.ArrayList;
import java.util.List;

import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EncodedHeaders}.
 */
class EncodedHeadersTests {

	private final Response response = new Response(new org.apache.coyote.Response());

	private final MimeHeaders fields = this.response.getCoyoteResponse().getMimeHeaders();

	@Test
	void setHeaderLeavesNothingToEncode() {
		EncodedHeaders headers = new EncodedHeaders(this.response);
		headers.setHeader("ETag", "\"abc\"");
		headers.setContentType("application/json");
		for (int i = 0; i < this.fields.size(); i++) {
			assertThat(this.fields.getName(i).getType()).isEqualTo(MessageBytes.T_BYTES);
			assertThat(this.fields.getValue(i).getType()).isEqualTo(MessageBytes.T_BYTES);
		}
		assertThat(lines()).hasSize(3)
			.contains("ETag: \"abc\"", "Content-Type: application/json")
			.anyMatch((line) -> line.matches("Date: ..., \\d\\d ... \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nSet-Cookie: b", "a\tb", "\u007F", "\u00E9", "\u20AC" })
	void setHeaderLeavesWhatIsNotPlainToTomcat(String value) {
		EncodedHeaders headers = new EncodedHeaders(this.response);
		headers.setHeader("MS-CV", value);
		MessageBytes field = this.fields.getValue("MS-CV");
		assertThat(field.getType()).isEqualTo(MessageBytes.T_STR);
		assertThat(field.getString()).isEqualTo(value);
	}

	@Test
	void setHeaderReplacesWhatIsThere() {
		this.response.addHeader("Vary", "Origin");
		this.response.addHeader("vary", "Accept");
		EncodedHeaders headers = new EncodedHeaders(this.response);
		headers.setHeader("Vary", "X-Locale");
		headers.setHeader("Age", "1");
		headers.setHeader("age", "2");
		assertThat(lines()).contains("Vary: X-Locale", "Age: 2").hasSize(3);
	}

	@Test
	void setHeaderIsReadAsAnyOther() {
		EncodedHeaders headers = new EncodedHeaders(this.response);
		headers.setHeader("Cache-Status", "hit");
		assertThat(this.response.getHeader("cache-status")).isEqualTo("hit");
	}

	private List<String> lines() {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < this.fields.size(); i++) {
			lines.add(this.fields.getName(i) + ": " + this.fields.getValue(i));
		}
		return lines;
	}

}
