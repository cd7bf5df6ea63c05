package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.FileAccess;
import org.partnergateway.token.credential.Fingerprint;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.Consent;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.refresh.Volume;
import org.partnergateway.token.request.IssuedToken;
import org.partnergateway.token.request.TokenException;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how {@link AccessTokens} take a new consent, and what other replicas do with
 * the refresh token, for what they are.
 */
class ReplacedConsentTests {

	// A file is believed once it has been seen twice.
	private static final Duration NOTICED = Duration.ofSeconds(2);

	private final TokenException refused = TokenException.refused(400, "invalid_grant", "AADSTS700082");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicInteger issued = new AtomicInteger();

	private @TempDir Path directory;

	private Path file;

	private Duration lifetime = Duration.ofHours(1);

	@BeforeEach
	void write() throws IOException {
		this.file = Files.writeString(this.directory.resolve("refresh-token"), "first\n");
	}

	@Test
	void consentInGoodTimesIsUsedAtOnceAndTold() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		consent("consented\r\n");
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.sent).containsExactly("first", "consented");
		assertThat(replica.fetch()).isEqualTo("access-2");
		assertThat(replica.told).isEqualTo(1);
		this.time.advanceTimeBy(Duration.ofMinutes(40));
		assertThat(replica.sent).hasSize(2);
	}

	@Test
	void consentThatDoesNotDoCostsNobodyTheTokenInUse() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		replica.failures.add(this.refused);
		consent("wrong");
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.fetch()).isEqualTo("access-1");
		assertThat(replica.told).isZero();
		consent("right");
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.sent).containsExactly("first", "wrong", "right");
		assertThat(replica.fetch()).isEqualTo("access-2");
		assertThat(replica.told).isEqualTo(1);
	}

	@Test
	void consentIsPresentedAgainIfThatFailsForNow() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		replica.failures.add(TokenException.unavailable(503, null));
		consent("consented");
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.told).isZero();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(replica.sent).containsExactly("first", "consented", "consented");
		assertThat(replica.told).isEqualTo(1);
	}

	@Test
	void consentThatIsNoTextIsPresentedOnceAndCostsNobodyTheTokenInUse() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		Files.write(this.file, new byte[] { (byte) 0xFF, (byte) 0xFE, 'a', 0 });
		this.time.advanceTimeBy(Duration.ofMinutes(4));
		assertThat(replica.requests).isEqualTo(2);
		assertThat(replica.fetch()).isEqualTo("access-1");
	}

	@Test
	void consentThatTheGatewayTookIsPresentedOnceAndByEachReplica() {
		Replica one = new Replica();
		Replica other = new Replica();
		one.fetch();
		other.fetch();
		one.store.consent("consented", Consent.of(Instant.EPOCH, "a-tenant", null, "consented")).block();
		one.tokens.consented();
		assertThat(one.sent).containsExactly("first", "consented");
		assertThat(one.told).isEqualTo(1);
		this.time.advanceTimeBy(NOTICED);
		assertThat(other.sent).hasSize(2).last().isEqualTo("refresh-3");
		this.time.advanceTimeBy(Duration.ofMinutes(40));
		assertThat(List.of(one.requests, other.requests)).containsExactly(2, 2);
		assertThat(one.store.consent()).isNotNull().isEqualTo(other.store.consent());
	}

	@Test
	void consentWhileTheTokenEndpointAsksToBeLeftAloneWaitsForThat() throws IOException {
		Replica replica = new Replica();
		replica.failures.add(TokenException.throttled(429, Duration.ofMinutes(2)));
		assertThat(replica.tokens.current()).isCompletedExceptionally();
		consent("consented");
		this.time.advanceTimeBy(Duration.ofMinutes(2).minusMillis(1));
		assertThat(replica.sent).containsExactly("first");
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.sent).containsExactly("first", "consented");
	}

	@Test
	void consentThatCameAfterTheLastRenewalIsUsedThoughTheTokenIsRefusedBeforeAnybodyLooks() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		consent("consented");
		replica.tokens.refused(replica.tokens.current().join(),
				new TokenRefusal("It shows no MFA.", "Consent again.", false));
		this.time.advanceTimeBy(NOTICED);
		assertThat(replica.sent).containsExactly("first", "consented");
	}

	@Test
	void fileThatGoesAndComesBackIsNoConsent() throws IOException {
		Replica replica = new Replica();
		replica.fetch();
		String content = Files.readString(this.file);
		Files.delete(this.file);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		Files.writeString(this.file, content + "\n");
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(replica.requests).isOne();
	}

	@Test
	void replicasThatShareTheFileRotateWithoutMakingEachOtherRenew() {
		this.lifetime = Duration.ofMinutes(5);
		Replica one = new Replica();
		Replica other = new Replica();
		one.fetch();
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		other.fetch();
		for (int rotation = 1; rotation <= 20; rotation++) {
			assertThat(List.of(one.requests, other.requests)).containsExactly(rotation, rotation);
			this.time.advanceTimeBy(Duration.ofMinutes(4));
		}
		assertThat(this.issued).hasValue(42);
		assertThat(one.told + other.told).isZero();
	}

	@Test
	void replicaThatIsRestartedKnowsTheOthersTokens() {
		Replica one = new Replica();
		one.fetch();
		Replica restarted = new Replica();
		restarted.fetch();
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(one.requests).isOne();
		assertThat(restarted.sent).containsExactly("refresh-1");
	}

	@Test
	void replicaUsesAConsentThoughAnotherHasRotatedItBefore() throws IOException {
		Replica one = new Replica();
		Replica other = new Replica();
		one.fetch();
		other.fetch();
		consent("consented");
		assertThat(one.store.token().block()).isEqualTo("consented");
		one.store.keep("consented", "rotated").block();
		// A second more, since the one replaces it again meanwhile.
		this.time.advanceTimeBy(NOTICED.plusSeconds(1));
		assertThat(other.sent).hasSize(2).last().isNotEqualTo("consented");
		int before = this.issued.get();
		this.time.advanceTimeBy(Duration.ofMinutes(20));
		assertThat(this.issued).hasValue(before);
	}

	@Test
	void replicaThatIsRefusedUsesWhatAnotherHasRotated() {
		Replica one = new Replica();
		Replica other = new Replica();
		other.fetch();
		one.failures.add(this.refused);
		assertThat(one.tokens.current()).isCompletedExceptionally();
		other.store.keep("refresh-1", "rotated").block();
		this.time.advanceTimeBy(NOTICED);
		assertThat(one.sent).containsExactly("refresh-1", "rotated");
	}

	@Test
	void replicasWithoutAMarkTakeEachOthersTokensForAConsentFiveTimesInFiveMinutes() {
		Volume unmarked = new Volume() {

			@Override
			public Path createBeside(Path file) throws IOException {
				throw new IOException("Read-only file system");
			}

		};
		Replica one = new Replica(unmarked);
		Replica other = new Replica(unmarked);
		one.fetch();
		other.fetch();
		this.time.advanceTimeBy(Duration.ofMinutes(4));
		assertThat(one.requests).isBetween(2, 6);
		assertThat(other.requests).isBetween(2, 6);
	}

	@Test
	void markIsTrustedAgainOnceItCanBeWritten() throws IOException {
		AtomicBoolean full = new AtomicBoolean(true);
		Replica replica = new Replica(new Volume() {

			@Override
			public Path createBeside(Path file) throws IOException {
				if (full.get()) {
					throw new IOException("No space left on device");
				}
				return super.createBeside(file);
			}

		});
		replica.fetch();
		assertThat(replica.store.fingerprint()).isNotNull().matches((found) -> !found.certain());
		full.set(false);
		this.time.advanceTimeBy(Duration.ofMinutes(48));
		for (int consent = 1; consent <= 8; consent++) {
			consent("consent-" + consent);
			this.time.advanceTimeBy(Duration.ofSeconds(5));
		}
		assertThat(replica.sent).hasSize(10).endsWith("consent-7", "consent-8");
	}

	@Test
	void markIsNoSecretAndForTheOwnerOnly() throws IOException {
		new Replica().fetch();
		Path mark = this.directory.resolve("refresh-token.rotated");
		assertThat(Files.readString(mark)).isEqualTo("%s%n%s%n%s%n".formatted(Fingerprint.digest("first"),
				Fingerprint.digest("first"), Fingerprint.digest("refresh-1")));
		assertThat(Files.getPosixFilePermissions(mark)).hasSize(2);
	}

	@Test
	void markThatMakesNoSenseIsAsGoodAsNone() throws IOException {
		Files.writeString(this.directory.resolve("refresh-token.rotated"), "first\n");
		Replica replica = new Replica();
		replica.fetch();
		this.time.advanceTimeBy(Duration.ofMinutes(4));
		assertThat(replica.requests).isOne();
	}

	private void consent(String token) throws IOException {
		Files.writeString(this.file, token);
	}

	/**
	 * A gateway that has its tokens issued at once.
	 */
	private final class Replica {

		private final List<String> sent = new ArrayList<>();

		private final Deque<TokenException> failures = new ArrayDeque<>();

		private final RefreshTokenStore store;

		private final AccessTokens tokens;

		private int requests;

		private int told;

		Replica() {
			this(new Volume());
		}

		Replica(Volume volume) {
			FileAccess access = FileAccesses.direct(ReplacedConsentTests.this.time);
			this.store = new RefreshTokenStore(new TokenFile("property", ReplacedConsentTests.this.file), volume,
					access, (_) -> {
					});
			this.store.check();
			this.tokens = new AccessTokens(this::request, CredentialWatch.of(List.of(this.store::fingerprint), access),
					Duration.ofSeconds(20), ReplacedConsentTests.this.time);
			this.tokens.onCredentialsChanged(() -> this.told++);
		}

		String fetch() {
			return this.tokens.current().join().value();
		}

		private Mono<IssuedToken> request() {
			this.requests++;
			return this.store.token().flatMap(this::request);
		}

		private Mono<IssuedToken> request(String refreshToken) {
			this.sent.add(refreshToken);
			@Nullable TokenException failure = this.failures.poll();
			if (failure != null) {
				return Mono.error(failure);
			}
			int number = ReplacedConsentTests.this.issued.incrementAndGet();
			return this.store.keep(refreshToken, "refresh-" + number)
				.thenReturn(new IssuedToken("access-" + number, ReplacedConsentTests.this.lifetime, "test"));
		}

	}

}
