package org.partnergateway.consent.signin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.harness.FakeEntra;
import org.partnergateway.token.TokenServer;

import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignIns}.
 */
class SignInsTests {

	private static final URI REDIRECT_URI = URI.create("http://localhost:8081/consent/callback");

	private static final Duration HOUR = Duration.ofHours(1);

	private Instant now = Instant.parse("2026-11-25T12:00:00Z");

	private final SignIns signIns = new SignIns(
			TokenServer.authority(URI.create("https://login.example/t/oauth2/v2.0/token")), () -> this.now);

	@Test
	void linkLeadsToTheAuthorizationEndpoint() throws Exception {
		SignIn signIn = this.signIns.begin(REDIRECT_URI);
		URI link = URI.create(signIn.link());
		assertThat(link).hasScheme("https").hasHost("login.example").hasPath("/t/oauth2/v2.0/authorize");
		String verifier = String.valueOf(signIn.request().<Object>getAttribute(PkceParameterNames.CODE_VERIFIER));
		String challenge = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
		assertThat(FakeEntra.form(link.getRawQuery()))
			.containsExactlyInAnyOrderEntriesOf(Map.of("response_type", "code", "client_id", "application", "scope",
					"https://api.example.com/user_impersonation offline_access openid", "redirect_uri",
					REDIRECT_URI.toString(), "state", signIn.state(), "nonce", signIn.nonce(), "prompt",
					"select_account", "code_challenge", challenge, "code_challenge_method", "S256"));
		assertThat(signIn.link()).doesNotContain(verifier);
		assertThat(signIn.redirectUri()).isEqualTo(REDIRECT_URI);
		assertThat(signIn.begunAt()).isEqualTo(this.now);
	}

	@Test
	void valuesCannotBeGuessed() {
		List<SignIn> begun = begin(50);
		assertThat(Stream.concat(begun.stream().map(SignIn::state), begun.stream().map(SignIn::nonce)))
			.doesNotHaveDuplicates()
			.allMatch((value) -> value.matches("[A-Za-z0-9_-]{43}"));
		assertThat(
				begun.stream().map((signIn) -> signIn.request().<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)))
			.doesNotHaveDuplicates();
		assertThat(this.signIns.random()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(this.signIns.random());
	}

	@Test
	void signInEndsOnce() {
		SignIn one = this.signIns.begin(REDIRECT_URI);
		SignIn other = this.signIns.begin(REDIRECT_URI);
		assertThat(this.signIns.end(one.state())).isSameAs(one);
		assertThat(this.signIns.end(one.state())).isNull();
		assertThat(this.signIns.end(other.state())).isSameAs(other);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "unknown", "\0" })
	void stateThatIsUnknownEndsNothing(@Nullable String state) {
		SignIn begun = this.signIns.begin(REDIRECT_URI);
		assertThat(this.signIns.end(state)).isNull();
		assertThat(this.signIns.end(begun.nonce())).isNull();
		assertThat(this.signIns.end(begun.state())).isSameAs(begun);
	}

	@Test
	void signInEndsWithinAnHour() {
		SignIn quick = this.signIns.begin(REDIRECT_URI);
		SignIn slow = this.signIns.begin(REDIRECT_URI);
		this.now = this.now.plus(HOUR).minusMillis(1);
		assertThat(this.signIns.end(quick.state())).isSameAs(quick);
		this.now = this.now.plusMillis(1);
		assertThat(this.signIns.end(slow.state())).isNull();
		this.now = this.now.minus(HOUR);
		assertThat(this.signIns.end(slow.state())).as("though the clock is set back").isNull();
	}

	@Test
	void hundredCanHaveBegunAndTheOldestMakesWay() {
		List<SignIn> begun = begin(101);
		assertThat(this.signIns.end(begun.getFirst().state())).isNull();
		assertThat(begun.subList(1, 101))
			.allSatisfy((signIn) -> assertThat(this.signIns.end(signIn.state())).isSameAs(signIn));
	}

	@Test
	void thoseThatAreTooOldMakeWayFirst() {
		begin(50);
		this.now = this.now.plus(HOUR).plusMillis(1);
		List<SignIn> begun = begin(100);
		assertThat(begun).allSatisfy((signIn) -> assertThat(this.signIns.end(signIn.state())).isSameAs(signIn));
	}

	@Test
	void nothingSecretIsInToString() {
		SignIn signIn = this.signIns.begin(REDIRECT_URI);
		assertThat(signIn).hasToString("SignIn[begunAt=2026-11-25T12:00:00Z]");
	}

	private List<SignIn> begin(int number) {
		List<SignIn> begun = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			begun.add(this.signIns.begin(REDIRECT_URI));
		}
		return begun;
	}

}
