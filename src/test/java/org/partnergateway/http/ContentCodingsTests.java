package org.partnergateway.http;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContentCodings}.
 */
class ContentCodingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "GZIP", "x-gzip", "*", "br, gzip;q=0.5", "deflate,gzip", "gzip; q=0.001",
			"identity;q=0.5, gzip", "identity;q=0, *", "gzip;x=y", "identity, gzip" })
	void acceptGzipWhenAcceptedIsTrue(String header) {
		assertThat(ContentCodings.acceptGzip(Collections.enumeration(List.of(header)))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "identity", "identity;q=1, gzip;q=0.5",
			"gzip;q=x", "gzip;q=-1", "gzip;q=2", "gzippo", ";q=1" })
	void acceptGzipWhenNotAcceptedIsFalse(String header) {
		assertThat(ContentCodings.acceptGzip(Collections.enumeration(List.of(header)))).isFalse();
	}

	@Test
	void acceptGzipWhenHeaderIsAbsentIsFalse() {
		assertThat(ContentCodings.acceptGzip(Collections.emptyEnumeration())).isFalse();
	}

	@Test
	void acceptGzipWhenOnSecondLineIsTrue() {
		assertThat(ContentCodings.acceptGzip(Collections.enumeration(List.of("br", "gzip")))).isTrue();
	}

}
