package org.partnergateway.callers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.callers.credential.CallerAuthentication;
import org.partnergateway.callers.credential.CredentialConverter;
import org.partnergateway.callers.limits.CallerLimits;
import org.partnergateway.callers.limits.RateLimitPolicy;
import org.partnergateway.callers.limits.RateLimits;
import org.partnergateway.harness.ManualTime;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Door}.
 */
class DoorTests {

	private static final int REQUESTS = 3;

	private final ManualTime time = new ManualTime();

	private final AtomicInteger keys = new AtomicInteger();

	private final List<Authentication> verified = new ArrayList<>();

	private long now = 1_000_000_000_000L;

	private final KnownCallers known = new KnownCallers(this.keys::get, this.time, () -> this.now);

	@Test
	void admitWhenTheCredentialWasAcceptedAMomentAgoVerifiesNothing() {
		Door door = door(this::accept);
		for (int i = 0; i < REQUESTS; i++) {
			assertThat(door.admit(request("token"))).isNotNull();
		}
		assertThat(this.verified).hasSize(1);
	}

	@Test
	void admitAfterAMinuteVerifiesAgain() {
		Door door = door(this::accept);
		door.admit(request("token"));
		this.time.advance(Duration.ofSeconds(59));
		door.admit(request("token"));
		assertThat(this.verified).hasSize(1);
		this.time.advance(Duration.ofSeconds(2));
		door.admit(request("token"));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitAfterTheKeysHaveChangedVerifiesAgain() {
		Door door = door(this::accept);
		door.admit(request("token"));
		this.keys.incrementAndGet();
		door.admit(request("token"));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitWhenTheKeysChangeMeanwhileDoesNotRemember() {
		Door door = door((credential) -> {
			this.keys.incrementAndGet();
			return accept(credential);
		});
		door.admit(request("token"));
		door.admit(request("token"));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitAfterEverybodyWasForgottenVerifiesAgain() {
		Door door = door(this::accept);
		door.admit(request("token"));
		this.known.forget();
		door.admit(request("token"));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitAfterTheTokenHasExpiredVerifiesAgain() {
		Door door = door(this::accept);
		door.admit(request("token"));
		this.now += Duration.ofHours(1).toMillis();
		door.admit(request("token"));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitWhenTheTokenIsBoundToSomethingElseLeavesItToSpringSecurity() {
		Door door = door((credential) -> accept(credential, Map.of("cnf", Map.of("x5t#S256", "abc"))));
		Request request = request("token");
		assertThat(door.admit(request)).isNull();
		assertThat(door.authenticate(request, new BearerTokenAuthenticationToken("token")))
			.isInstanceOf(JwtAuthenticationToken.class);
		assertThat(door.admit(request("token"))).isNull();
		assertThat(this.verified).hasSize(3);
	}

	@Test
	void admitLetsValidatorsSeeTheRequest() {
		List<Object> seen = new ArrayList<>();
		Door door = door((credential) -> {
			seen.add(Objects.requireNonNull(RequestContextHolder.getRequestAttributes()));
			return accept(credential);
		});
		door.admit(request("token"));
		assertThat(seen).hasSize(1);
		assertThat(RequestContextHolder.getRequestAttributes()).isNull();
	}

	@Test
	void admitTakesARequestFromTheCallerUntilNoneIsLeft() {
		Door door = door(this::accept);
		for (int i = 0; i < REQUESTS; i++) {
			assertThat(door.admit(request("token"))).isNotNull();
		}
		assertThat(door.admit(request("token"))).isNull();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(door.admit(request("token"))).isNotNull();
	}

	@Test
	void authenticateWhenAdmittedBeforeVerifiesNothing() {
		Door door = door(this::accept);
		for (String round : List.of("never seen", "remembered")) {
			Request request = request("token");
			Objects.requireNonNull(door.admit(request)).handOver(request);
			Authentication caller = door.authenticate(request, new BearerTokenAuthenticationToken("token"));
			assertThat(caller.getName()).as(round).isEqualTo("me");
			assertThat(MayRead.isGranted(caller)).as(round).isTrue();
		}
		assertThat(this.verified).hasSize(1);
	}

	@Test
	void authenticateWhenNoRequestIsLeftVerifiesNothing() {
		Door door = door(this::accept);
		Request last = request("token");
		for (int i = 0; i <= REQUESTS; i++) {
			last = request("token");
			door.admit(last);
		}
		assertThat(door.authenticate(last, new BearerTokenAuthenticationToken("token")).getName()).isEqualTo("me");
		assertThat(this.verified).hasSize(1);
	}

	@Test
	void authenticateWhenRefusedBeforeRefusesForTheSameReason() {
		for (AuthenticationException refusal : List.of(new BadCredentialsException("unknown"),
				new AuthenticationServiceException("no keys yet"))) {
			Door door = door((credential) -> {
				this.verified.add(credential);
				throw refusal;
			});
			Request request = request("token");
			assertThat(door.admit(request)).isNull();
			assertThatExceptionOfType(AuthenticationException.class)
				.isThrownBy(() -> door.authenticate(request, new BearerTokenAuthenticationToken("token")))
				.isSameAs(refusal);
		}
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void authenticateWhenTheCallerMayNotReadLeavesThatToAuthorization() {
		Door door = door((credential) -> {
			this.verified.add(credential);
			return new JwtAuthenticationToken(jwt(Map.of()), List.of(), "me");
		});
		Request request = request("token");
		assertThat(door.admit(request)).isNull();
		assertThat(door.admit(request("token"))).isNull();
		Authentication caller = door.authenticate(request, new BearerTokenAuthenticationToken("token"));
		assertThat(caller.getName()).isEqualTo("me");
		assertThat(MayRead.isGranted(caller)).isFalse();
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void admitWhenAProviderFailsUnexpectedlyLeavesItToTheUsualPath() {
		Door door = door((credential) -> {
			this.verified.add(credential);
			throw new IllegalStateException("a defect");
		});
		Request request = request("token");
		assertThat(door.admit(request)).isNull();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> door.authenticate(request, new BearerTokenAuthenticationToken("token")));
		assertThat(this.verified).hasSize(2);
	}

	@Test
	void authenticateWhenRecognizedBeforeVerifiesNothing() {
		Door door = door(this::accept);
		for (int i = 0; i < 3; i++) {
			Request request = request("token");
			door.recognize(request);
			Authentication caller = door.authenticate(request, new BearerTokenAuthenticationToken("token"));
			assertThat(caller.getName()).isEqualTo("me");
			assertThat(MayRead.isGranted(caller)).isTrue();
		}
		assertThat(this.verified).hasSize(1);
	}

	@Test
	void authenticateWhenNobodyLookedBeforeVerifies() {
		Door door = door(this::accept);
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(door.authenticate(request, new BearerTokenAuthenticationToken("token")).getName()).isEqualTo("me");
		assertThat(this.verified).hasSize(1);
	}

	@Test
	void admitWithoutCredentialAsksNobody() {
		Door door = door(this::accept);
		assertThat(door.admit(request(null))).isNull();
		assertThat(this.verified).isEmpty();
	}

	@Test
	void admitWhenNobodySaysWhoTheyAreCountsAddresses() {
		Door door = new Door(limits(false), new CredentialConverter(CallerAuthentication.NONE), this::accept,
				this.known);
		for (int i = 0; i < REQUESTS; i++) {
			assertThat(door.admit(request(null))).isNotNull();
		}
		assertThat(door.admit(request(null))).isNull();
		assertThat(this.verified).isEmpty();
	}

	private Door door(AuthenticationManager providers) {
		return new Door(limits(true), new CredentialConverter(CallerAuthentication.JWT), providers, this.known);
	}

	private CallerLimits limits(boolean authenticated) {
		RateLimits requests = new RateLimits(new RateLimitPolicy("default", REQUESTS, Duration.ofMinutes(1)),
				this.time);
		return new CallerLimits(requests, requests, authenticated, true);
	}

	private Authentication accept(Authentication credential) {
		return accept(credential, Map.of());
	}

	private Authentication accept(Authentication credential, Map<String, Object> claims) {
		this.verified.add(credential);
		return new JwtAuthenticationToken(jwt(claims), MayRead.GRANTED, "me");
	}

	private Jwt jwt(Map<String, Object> claims) {
		return Jwt.withTokenValue("token")
			.header("alg", "RS256")
			.subject("me")
			.claims((all) -> all.putAll(claims))
			.expiresAt(Instant.ofEpochMilli(this.now).plus(Duration.ofHours(1)))
			.build();
	}

	private static Request request(@Nullable String token) {
		org.apache.coyote.Request coyote = new org.apache.coyote.Request();
		coyote.remoteAddr().setString("192.0.2.1");
		if (token != null) {
			MessageBytes value = coyote.getMimeHeaders().addValue("Authorization");
			byte[] bytes = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
			value.setBytes(bytes, 0, bytes.length);
		}
		return new Request(new Connector(), coyote);
	}

}
