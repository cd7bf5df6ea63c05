package org.partnergateway.partnercenter.failure;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.partnercenter.exchange.Reply;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CredentialRefusals}.
 */
class CredentialRefusalsTests {

	private final CredentialRefusals refusals = new CredentialRefusals(false);

	@ParameterizedTest
	@CsvSource({ "401, 800001, true", "401, , true", "401, 900421, false", "401, 900420, false", "403, 900329, false",
			"403, 900309, false", "403, 90000, false" })
	void refusalIsOfTheTokenAndTellsWhetherAnotherMayDo(int status, String code, boolean replaceable) {
		Reply reply = reply(status, code);
		assertThat(Objects.requireNonNull(this.refusals.ofToken(reply))).satisfies((refusal) -> {
			assertThat(refusal.replaceable()).isEqualTo(replaceable);
			assertThat(this.refusals.message(reply)).isEqualTo(refusal.message() + " " + refusal.remedy());
		});
	}

	@ParameterizedTest
	@CsvSource({ "403, 20002", "403, 900150", "403, 2032", "403, ", "200, ", "404, 900421", "500, 900421" })
	void whatIsAboutTheUsersRoleOrSomethingElseIsNoRefusalOfTheToken(int status, String code) {
		assertThat(this.refusals.ofToken(reply(status, code))).isNull();
	}

	private static Reply reply(int status, String code) {
		return new Reply(status, new HttpHeaders(),
				"{\"code\":\"%s\"}".formatted(Objects.requireNonNullElse(code, "")).getBytes(StandardCharsets.UTF_8));
	}

}
