package org.partnergateway.fastpath;

import java.io.IOException;
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
	void endMakesOneFieldOfAllLines() {
		EncodedHeaders headers = new EncodedHeaders(this.response, true);
		headers.setHeader("ETag", "\"abc\"");
		headers.setHeader("MS-ServerId", "");
		headers.setContentType("application/json");
		assertThat(this.fields.size()).isZero();
		headers.end();
		assertThat(this.fields.size()).isOne();
		assertThat(this.fields.getName(0).toString()).isEqualTo("Date");
		assertThat(this.fields.getName(0).getType()).isEqualTo(MessageBytes.T_BYTES);
		assertThat(this.fields.getValue(0).getType()).isEqualTo(MessageBytes.T_BYTES);
		assertThat(this.fields.getValue(0).toString()).matches("..., \\d\\d ... \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
				+ "ETag: \"abc\"\r\nMS-ServerId: \r\nContent-Type: application/json");
	}

	@Test
	void endWhenEndedLeavesItAtThat() throws IOException {
		EncodedHeaders headers = new EncodedHeaders(this.response, true);
		headers.getOutputStream();
		headers.end();
		assertThat(this.fields.size()).isOne();
	}

	@Test
	void endWhenNotJoinedMakesAFieldOfEachLine() {
		EncodedHeaders headers = new EncodedHeaders(this.response, false);
		headers.setHeader("ETag", "\"abc\"");
		headers.setContentType("application/json");
		headers.end();
		for (int i = 0; i < this.fields.size(); i++) {
			assertThat(this.fields.getName(i).getType()).isEqualTo(MessageBytes.T_BYTES);
			assertThat(this.fields.getValue(i).getType()).isEqualTo(MessageBytes.T_BYTES);
		}
		assertThat(lines()).hasSize(3).contains("ETag: \"abc\"", "Content-Type: application/json");
		assertThat(this.response.getHeader("etag")).isEqualTo("\"abc\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nSet-Cookie: b", "a\tb", "\u007F", "\u00E9", "\u20AC" })
	void setHeaderLeavesWhatIsNotPlainToTomcat(String value) {
		EncodedHeaders headers = new EncodedHeaders(this.response, true);
		headers.setHeader("MS-CV", "before");
		headers.setHeader("MS-CV", value);
		headers.setHeader("Age", "1");
		headers.end();
		MessageBytes field = this.fields.getValue("MS-CV");
		assertThat(field.getType()).isEqualTo(MessageBytes.T_STR);
		assertThat(field.getString()).isEqualTo(value);
		assertThat(lines()).hasSize(3).contains("Age: 1");
	}

	@Test
	void setHeaderReplacesWhatIsThere() {
		this.response.addHeader("Vary", "Origin");
		this.response.addHeader("vary", "Accept");
		EncodedHeaders headers = new EncodedHeaders(this.response, false);
		headers.setHeader("Vary", "X-Locale");
		headers.setHeader("Age", "1");
		headers.setHeader("age", "2");
		headers.end();
		assertThat(lines()).contains("Vary: X-Locale", "age: 2").hasSize(3);
	}

	@Test
	void setHeaderWhenThereAreVeryManyKeepsThemAll() {
		EncodedHeaders headers = new EncodedHeaders(this.response, false);
		for (int i = 0; i < 70; i++) {
			headers.setHeader("X-" + i, "before");
			headers.setHeader("x-" + i, "value" + i);
		}
		headers.end();
		assertThat(lines()).hasSize(71);
		for (int i = 0; i < 70; i++) {
			assertThat(this.response.getHeader("X-" + i)).isEqualTo("value" + i);
		}
	}

	@Test
	void setContentLengthNamesItOnce() {
		EncodedHeaders headers = new EncodedHeaders(this.response, true);
		headers.setContentLength(17);
		headers.end();
		// As Tomcat does when it commits.
		this.fields.setValue("Content-Length").setLong(this.response.getCoyoteResponse().getContentLengthLong());
		assertThat(lines()).hasSize(2).contains("Content-Length: 17");
	}

	private List<String> lines() {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < this.fields.size(); i++) {
			lines.add(this.fields.getName(i) + ": " + this.fields.getValue(i));
		}
		return lines;
	}

}
