package org.partnergateway.callers.credential;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Presented}.
 */
class PresentedTests {

	private static final String TOKEN = "Bearer " + "a".repeat(900) + ".signature";

	@Test
	void equalsWhenHeadersAreTheSameByteByByte() {
		Presented presented = of("Authorization", TOKEN);
		assertThat(presented).isEqualTo(of("authorization", TOKEN, "X-Other", "x"))
			.hasSameHashCodeAs(of("authorization", TOKEN));
		assertThat(presented.copy()).isEqualTo(presented).hasSameHashCodeAs(presented);
		assertThat(presented).isEqualTo(presented.copy());
	}

	@Test
	void equalsWhenAnyByteDiffersIsFalse() {
		Presented presented = of("Authorization", TOKEN);
		assertThat(presented).isNotEqualTo(of("Authorization", TOKEN.replace("Bearer a", "Bearer b")))
			.isNotEqualTo(of("Authorization", TOKEN + "x"))
			.isNotEqualTo(of("Authorization", TOKEN.substring(0, TOKEN.length() - 1)))
			.isNotEqualTo(of("Authorization", TOKEN.toUpperCase(Locale.ROOT)))
			.isNotEqualTo(of("X-Api-Key", TOKEN))
			.isNotEqualTo(of("X-Api-Key", "key", "Authorization", TOKEN))
			.isNotEqualTo(of())
			.isNotEqualTo(TOKEN);
	}

	@Test
	void equalsTellsAnEmptyHeaderFromNone() {
		assertThat(of("X-Api-Key", "")).isNotEqualTo(of()).isEqualTo(of("x-api-key", "").copy());
		assertThat(of()).isEqualTo(of().copy());
	}

	@Test
	void ofWhenHeaderComesTwiceIsNothing() {
		assertThat(find("Authorization", TOKEN, "authorization", TOKEN)).isNull();
		assertThat(find("X-Api-Key", "", "X-Api-Key", "key")).isNull();
	}

	@Test
	void toStringShowsNothing() {
		assertThat(of("Authorization", TOKEN)).hasToString("a credential");
	}

	@Test
	void copyOutlivesTheRequest() {
		Request request = request("X-Api-Key", "the-key");
		Presented copy = Objects.requireNonNull(Presented.of(request)).copy();
		request.getCoyoteRequest().getMimeHeaders().getValue("X-Api-Key").getByteChunk().getBuffer()[0] = 'x';
		assertThat(copy).isEqualTo(of("X-Api-Key", "the-key"));
	}

	private static Presented of(String... headers) {
		return Objects.requireNonNull(find(headers));
	}

	private static @Nullable Presented find(String... headers) {
		return Presented.of(request(headers));
	}

	private static Request request(String... headers) {
		org.apache.coyote.Request coyote = new org.apache.coyote.Request();
		for (int i = 0; i < headers.length; i += 2) {
			MessageBytes value = coyote.getMimeHeaders().addValue(headers[i]);
			// As they come: in the midst of everything else.
			byte[] bytes = ("before" + headers[i + 1] + "after").getBytes(StandardCharsets.ISO_8859_1);
			value.setBytes(bytes, 6, bytes.length - 11);
		}
		return new Request(new Connector(), coyote);
	}

}
