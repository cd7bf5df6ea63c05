package org.partnergateway.consent.signin;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Callback}.
 */
class CallbackTests {

	@Test
	void signInThatWasCancelledIsTold() {
		assertThat(remedy("access_denied", null)).contains("was cancelled").endsWith("(access_denied).");
		assertThat(remedy("access_denied", "AADSTS65004: The user declined.")).endsWith("(access_denied, AADSTS65004).")
			.doesNotContain("declined");
	}

	@ParameterizedTest
	@CsvSource({ "invalid_client, 7000218, The client secret", "unauthorized_client, 700016, is unknown in the tenant",
			"invalid_request, 90002, partner-center.token.tenant-id",
			"invalid_resource, 500011, partner-center.token.scope", "interaction_required, 53003, Conditional Access",
			"consent_required, 65001, an administrator", "login_required, 50058, multi-factor authentication",
			"server_error, 90033, Wait" })
	void errorHasItsCodesAndARemedy(String error, String code, String remedy) {
		assertThat(remedy(error, "AADSTS%s: The s3cret 'x'. Trace ID: 1".formatted(code)))
			.startsWith("Microsoft Entra refused the sign-in (%s, AADSTS%s). ".formatted(error, code))
			.contains(remedy)
			.endsWith(".")
			.doesNotContain("s3cret", "Trace");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "<script>alert(1)</script>", "a b", "invalid_grant\n", "invalid_grant\r\nX: y", "\0",
			"errör", "access_denied ", "a.b", "%3Cb%3E" })
	void errorThatIsNoCodeIsNotRepeated(@Nullable String error) {
		assertThat(remedy(error, error)).startsWith("Microsoft Entra refused the sign-in (an unknown error). ")
			.matches("[ -~]+")
			.doesNotContain("<", "script", "err\u00f6r", "access_denied");
	}

	@Test
	void errorThatIsVeryLongIsNotRepeated() {
		assertThat(remedy("a".repeat(64), null)).contains("(" + "a".repeat(64) + ")");
		assertThat(remedy("a".repeat(65), null)).contains("(an unknown error)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<img src=x>", "AADSTS", "AADSTS<b>", "XAADSTS50076", "AADSTS50076x", "AADSTS12345678901",
			"aadsts50076", "\u0007\u001b[2J" })
	void descriptionIsNotRepeated(String description) {
		assertThat(remedy("invalid_request", description))
			.startsWith("Microsoft Entra refused the sign-in (invalid_request). ")
			.matches("[ -~]+")
			.doesNotContain(description);
	}

	@Test
	void codeIsFoundAmidAnything() {
		assertThat(remedy("invalid_request", "\r\n<b>AADSTS50076</b>\u0007 AADSTS50079"))
			.startsWith("Microsoft Entra refused the sign-in (invalid_request, AADSTS50076). ")
			.matches("[ -~]+")
			.doesNotContain("<", "AADSTS50079");
	}

	@Test
	void nothingOfTheBrowsersIsInToString() {
		assertThat(new Callback("st4te", "c0de", "err0r", "t3xt")).hasToString("Callback[error=true]");
		assertThat(new Callback("st4te", "c0de", null, null)).hasToString("Callback[error=false]");
	}

	private static String remedy(@Nullable String error, @Nullable String description) {
		return new Callback("state", null, error, description).remedy();
	}

}
