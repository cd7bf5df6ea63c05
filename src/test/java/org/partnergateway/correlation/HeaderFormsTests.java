package org.partnergateway.correlation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HeaderForms}.
 */
class HeaderFormsTests {

	private static final String ID = "25b6edd5-1f53-456b-b48c-c64f60ec2dda";

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	void readWhenHeadersAreAbsentMakesIdsAndTakesTheDefaultLocale() {
		Correlation first = HeaderForms.read(this.request);
		Correlation second = HeaderForms.read(this.request);
		assertThat(first.requestId()).hasSize(36).isNotEqualTo(second.requestId());
		assertThat(first.correlationId()).hasSize(36).isNotEqualTo(first.requestId());
		assertThat(first.vector()).isNull();
		assertThat(first.locale()).isEqualTo("en-US");
	}

	@ParameterizedTest
	@ValueSource(strings = { ID, "25B6EDD5-1F53-456B-B48C-C64F60EC2DDA", "00000000-0000-0000-0000-000000000000" })
	void readWhenIdIsGuidKeepsItAsItIs(String id) {
		this.request.addHeader("ms-requestid", id);
		assertThat(HeaderForms.read(this.request).requestId()).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "x", "25b6edd51f53456bb48cc64f60ec2dda", "{25b6edd5-1f53-456b-b48c-c64f60ec2dda}",
			"25b6edd5-1f53-456b-b48c-c64f60ec2ddg", "25b6edd5-1f53-456b-b48c-c64f60ec2dda ",
			"25b6edd5-1f53-456b-b48cc-64f60ec2dda", "25b6edd5-1f53-456b-b48c-c64f60ec2dd",
			"25b6edd5 1f53 456b b48c c64f60ec2dda" })
	void readWhenIdIsNoGuidNamesTheHeader(String id) {
		this.request.addHeader("MS-CorrelationId", id);
		assertThatExceptionOfType(InvalidHeaderException.class).isThrownBy(() -> HeaderForms.read(this.request))
			.withMessageContaining("MS-CorrelationId")
			.withMessageContaining("GUID");
	}

	@Test
	void readWhenIdIsEmptyMakesOne() {
		this.request.addHeader("MS-RequestId", "");
		this.request.addHeader("MS-CorrelationId", "");
		assertThat(HeaderForms.read(this.request).requestId()).hasSize(36);
		assertThat(HeaderForms.read(this.request).correlationId()).hasSize(36);
	}

	@Test
	void readWhenIdIsRepeatedRefuses() {
		this.request.addHeader("MS-RequestId", ID);
		this.request.addHeader("MS-RequestId", ID);
		assertThatExceptionOfType(InvalidHeaderException.class).isThrownBy(() -> HeaderForms.read(this.request));
	}

	@ParameterizedTest
	@CsvSource({ "en-US, en-US", "en-us, en-US", "FR-be, fr-BE", "fr, fr", "AZ-LATN-az, az-Latn-AZ", "zh-Hans, zh-Hans",
			"es-CO, es-CO", "es-419, es-419", "ca-ES-VALENCIA, ca-ES-valencia" })
	void readWhenLocaleIsCultureNameWritesItAsUsual(String sent, String read) {
		this.request.addHeader("X-Locale", sent);
		assertThat(HeaderForms.read(this.request).locale()).isEqualTo(read);
	}

	@Test
	void readWhenLocaleIsRepeatedTakesItOnce() {
		this.request.addHeader("X-Locale", "en-US,en-us, en-US");
		this.request.addHeader("X-Locale", "en-US");
		assertThat(HeaderForms.read(this.request).locale()).isEqualTo("en-US");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", " , " })
	void readWhenLocaleIsEmptyTakesTheDefault(String locale) {
		this.request.addHeader("X-Locale", locale);
		assertThat(HeaderForms.read(this.request).locale()).isEqualTo("en-US");
		this.request.addHeader("X-Locale", "fr-BE,");
		assertThat(HeaderForms.read(this.request).locale()).isEqualTo("fr-BE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "english", "en_US", "en-US,fr-FR", "e", "en-USA1", "en-US;q=1", "*", "xx-YY", "en-ZZ",
			"und", "und-US", "xaa-AA", "de-DE-1996", "az-Cyrl-US", "th-TH-u-nu-thai-x-lvariant-TH", "en-us-posix1" })
	void readWhenLocaleIsNoCultureNameRefuses(String locale) {
		this.request.addHeader("X-Locale", locale);
		assertThatExceptionOfType(InvalidHeaderException.class).isThrownBy(() -> HeaderForms.read(this.request))
			.withMessageContaining("X-Locale");
	}

	@ParameterizedTest
	@ValueSource(strings = { "f0trvmq8mEScHcFS.0", "wk0/vjugzEe0Z9cv.0", "f0trvmq8mEScHcFS.1.22.333",
			"f0trvmq8mEScHcFSf0trvm.0" })
	void readWhenVectorIsWellFormedKeepsIt(String vector) {
		this.request.addHeader("MS-CV", vector);
		assertThat(HeaderForms.read(this.request).vector()).isEqualTo(vector);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "f0trvmq8mEScHcFS", "short.0", "f0trvmq8mEScHcFS.x", "f0trvmq8mEScHcFS.0 ",
			"<script>alert(1)</script>.0" })
	void readWhenVectorIsMalformedDropsIt(String vector) {
		this.request.addHeader("MS-CV", vector);
		assertThat(HeaderForms.read(this.request).vector()).isNull();
	}

	@Test
	void readWhenVectorIsTooLongDropsIt() {
		this.request.addHeader("MS-CV", "f0trvmq8mEScHcFS" + ".1".repeat(56));
		assertThat(HeaderForms.read(this.request).vector()).isNull();
	}

	@Test
	void idOrNewWhenIdIsMalformedMakesOne() {
		this.request.addHeader("MS-RequestId", "x");
		this.request.addHeader("MS-CorrelationId", ID);
		assertThat(HeaderForms.idOrNew(this.request, "MS-RequestId")).hasSize(36);
		assertThat(HeaderForms.idOrNew(this.request, "MS-CorrelationId")).isEqualTo(ID);
	}

}
