package org.partnergateway.callers.tokens;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.harness.IdentityProvider;
import org.partnergateway.harness.ManualTime;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link IssuerKeys}, through the tokens that are checked with them.
 */
class IssuerKeysTests {

	private final ManualTime time = new ManualTime();

	private final IdentityProvider provider = IdentityProvider.started();

	private final IssuedTokens tokens = new IssuedTokens(
			new TrustedTokens(List.of(this.provider.issuer()), null, List.of(IdentityProvider.AUDIENCE)),
			IdentityProvider.DOCUMENTS, this.time);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void decodeWhenKeysAreKnownDoesNotLoadThem() {
		decode(token());
		decode(token());
		assertThat(this.provider.requests()).isEqualTo(1);
	}

	@Test
	void decodeWhenKeyIsNewLoadsIt() {
		decode(token());
		this.provider.rotate();
		this.time.advance(IssuerKeys.PAUSE);
		decode(token());
		assertThat(this.provider.requests()).isEqualTo(2);
	}

	@Test
	void decodeWhenManyKeysAreUnknownLoadsOnceInAPause() {
		decode(token());
		this.time.advance(IssuerKeys.PAUSE);
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(BadJwtException.class)
				.isThrownBy(() -> decode(this.provider.tokenOfUnknownKey()));
		}
		assertThat(this.provider.requests()).isEqualTo(2);
	}

	@Test
	void refreshWhenKeysAreOldLoadsThemInTheBackground() {
		decode(token());
		this.time.advance(IssuerKeys.OLD.plusSeconds(1));
		decode(token());
		assertThat(this.provider.requests()).isEqualTo(1);
		this.tokens.refresh();
		this.tokens.refresh();
		Awaitility.await().until(() -> this.provider.requests() == 2);
		decode(token());
	}

	@Test
	void decodeWhenKeyIsNoLongerPublishedRefusesItOnceKeysAreOld() {
		String token = token();
		decode(token);
		this.provider.rotate();
		this.time.advance(IssuerKeys.OLD.plusSeconds(1));
		this.tokens.refresh();
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decode(token)));
	}

	@Test
	void decodeWhenProviderIsDownUsesKeysForADay() {
		decode(token());
		this.provider.close();
		this.time.advance(IssuerKeys.TOO_OLD);
		assertThatNoException().isThrownBy(() -> decode(token()));
		this.time.advance(Duration.ofSeconds(1));
		assertUnavailable();
		this.provider.start();
		this.time.advance(IssuerKeys.PAUSE);
		decode(token());
	}

	@Test
	void decodeWhenProviderIsDownAtFirstSucceedsOnceItIsBack() {
		this.provider.close();
		assertUnavailable();
		this.provider.start();
		assertUnavailable();
		assertThat(this.provider.requests()).isZero();
		this.time.advance(IssuerKeys.PAUSE);
		decode(token());
	}

	@Test
	void decodeWhenProviderHasNotGivenAnyKeyIsUnavailable() {
		this.provider.publish(false);
		assertUnavailable();
		assertThat(this.tokens.reload()).containsExactly(this.provider.issuer());
		this.provider.publish(true);
		this.time.advance(IssuerKeys.PAUSE);
		decode(token());
	}

	@Test
	void reloadWhenAllKeysWereTakenBackRefusesThem() {
		String token = token();
		decode(token);
		this.provider.publish(false);
		assertThat(this.tokens.reload()).isEmpty();
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decode(token));
	}

	@Test
	void decodeWhenMetadataAreAnotherIssuersIsUnavailable() {
		this.provider.claimToBe("https://another.invalid");
		assertUnavailable();
		assertThat(this.provider.requests()).isZero();
	}

	@Test
	void reloadWhenKeyWasTakenBackRefusesIt() {
		String token = token();
		decode(token);
		this.provider.rotate();
		assertThat(this.tokens.reload()).isEmpty();
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decode(token));
		this.provider.close();
		assertThat(this.tokens.reload()).containsExactly(this.provider.issuer());
	}

	@Test
	void decodeWhenIssuerNeverAnswersHoldsFewForAWhile() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			String issuer = "http://127.0.0.1:%d/realm".formatted(silent.getLocalPort());
			IssuedTokens both = new IssuedTokens(new TrustedTokens(List.of(issuer, this.provider.issuer()), null,
					List.of(IdentityProvider.AUDIENCE)), IdentityProvider.DOCUMENTS, this.time);
			String held = this.provider.token((claims) -> claims.issuer(issuer));
			AtomicInteger refused = new AtomicInteger();
			for (int i = 0; i < 50; i++) {
				callers.execute(() -> {
					assertThatExceptionOfType(JwtException.class).isThrownBy(() -> both.decode(held))
						.isNotInstanceOf(BadJwtException.class);
					refused.incrementAndGet();
				});
			}
			Awaitility.await().until(() -> refused.get() >= 50 - IssuerKeys.MOST_WAITING);
			assertThat(both.decode(token()).getSubject()).isEqualTo("a-person");
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 4", "2, 2", "4, 1", "9, 1" })
	void mostWaitingIsSharedByTheIssuers(int issuers, int waiting) {
		assertThat(IssuerKeys.mostWaiting(issuers)).isEqualTo(waiting);
	}

	@Test
	void keySetsWhenIssuerAndKeySetAreNamedAreTheOneThatIsNamed() throws Exception {
		TrustedTokens trusted = new TrustedTokens(List.of("https://issuer.invalid", "https://other.invalid"),
				this.provider.jwkSetUri(), List.of(IdentityProvider.AUDIENCE));
		Map<String, KeySet> keySets = trusted.keySets(IdentityProvider.DOCUMENTS);
		assertThat(keySets).containsOnlyKeys("https://issuer.invalid", "https://other.invalid");
		assertThat(Objects.requireNonNull(keySets.get("https://issuer.invalid")).load().size()).isEqualTo(2);
	}

	private void assertUnavailable() {
		assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decode(token()))
			.isNotInstanceOf(BadJwtException.class);
	}

	private void decode(String token) {
		assertThat(this.tokens.decode(token).getSubject()).isEqualTo("a-person");
	}

	private String token() {
		return this.provider.token((_) -> {
		});
	}

}
