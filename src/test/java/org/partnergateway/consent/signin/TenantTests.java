package org.partnergateway.consent.signin;

import java.io.IOException;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.token.TokenServer;
import org.partnergateway.token.request.TokenException;
import org.partnergateway.token.request.TokenException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Tenant}.
 */
class TenantTests {

	private static final String GUID = "aaaaaaaa-2222-3333-4444-555555555555";

	private final TokenServer server = new TokenServer();

	TenantTests() throws IOException {
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "aaaaaaaa-2222-3333-4444-555555555555", "AAAAAAAA-2222-3333-4444-555555555555" })
	void guidIsItself(String name) {
		assertThat(tenant(name).guid().block()).isEqualTo(GUID);
		assertThat(this.server.lines()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.example/aaaaaaaa-2222-3333-4444-555555555555/v2.0",
			"https://sts.example/AAAAAAAA-2222-3333-4444-555555555555/" })
	void domainStandsForTheTenantOfItsIssuer(String issuer) {
		this.server.answer(TokenServer.json(200, "{\"issuer\":\"%s\"}".formatted(issuer)));
		assertThat(tenant("contoso.example").guid().block()).isEqualTo(GUID);
		assertThat(this.server.lines()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"issuer\":\"https://login.example/{tenantid}/v2.0\"}", "{\"issuer\":\"\"}",
			"{\"issuer\":\"https://login.example/aaaaaaaa-2222-3333-4444/v2.0\"}" })
	void issuerThatNamesNoTenantIsAFailureToObtainAToken(String document) {
		this.server.answer(TokenServer.json(200, document));
		assertThatExceptionOfType(TokenException.class).isThrownBy(() -> tenant("contoso.example").guid().block())
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED))
			.withMessageContaining("no tenant in its discovery document");
	}

	@Test
	void tenantThatCannotBeFoundOutIsOneToo() {
		this.server.answer(TokenServer.html(503));
		assertThatExceptionOfType(TokenException.class).isThrownBy(() -> tenant("contoso.example").guid().block())
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
	}

	@Test
	void tenantsOfATokenAreShownIfTheyAreGuids() {
		String other = "11111111-2222-3333-4444-555555555555";
		assertThat(Tenant.shown(Set.of())).isEqualTo("unknown");
		assertThat(Tenant.shown(Set.of("<b>"))).isEqualTo("unknown");
		assertThat(Tenant.shown(Set.of(GUID, "<b>"))).isEqualTo(GUID);
		assertThat(Tenant.shown(Set.of(GUID, other))).isEqualTo(other + " and " + GUID);
	}

	private Tenant tenant(String name) {
		return new Tenant(name, TokenServer.authority(this.server.uri()));
	}

}
