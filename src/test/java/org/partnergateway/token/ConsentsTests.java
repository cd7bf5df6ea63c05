package org.partnergateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.token.credential.CredentialWatch;
import org.partnergateway.token.credential.TokenFile;
import org.partnergateway.token.refresh.Consent;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.refresh.Volume;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Consents}.
 */
class ConsentsTests {

	private static final Instant CONSENTED = Instant.parse("2026-11-25T12:00:00Z");

	private final Consent consent = Consent.of(CONSENTED, "a-tenant", "a-user", "consented");

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final ManualSource source = new ManualSource();

	private final AccessTokens tokens = new AccessTokens(this.source, CredentialWatch.NONE, Duration.ofSeconds(20),
			this.scheduler);

	private Instant now = CONSENTED;

	private @TempDir Path directory;

	private Path file;

	@BeforeEach
	void name() {
		this.file = this.directory.resolve("refresh-token");
	}

	@Test
	void grantWithoutAUserMissesNoConsentAndTakesNone() {
		Consents none = consents(null);
		assertThat(none.isMissing()).isFalse();
		assertThat(none.current()).isNull();
		assertThat(none.age()).isNull();
		assertThatIllegalStateException().isThrownBy(() -> none.keep("consented", this.consent));
		assertThat(this.source.count()).isZero();
	}

	@Test
	void consentIsMissingUntilThereIsOne() {
		RefreshTokenStore store = store(new Volume());
		Consents consents = consents(store);
		assertThat(consents.isMissing()).isTrue();
		assertThat(consents.current()).isNull();
		assertThat(consents.age()).isNull();
		assertThat(consents.keep("consented", this.consent).block()).isTrue();
		assertThat(consents.isMissing()).isFalse();
		assertThat(consents.current()).isEqualTo(this.consent);
		assertThat(this.file).hasContent("consented");
		assertThat(this.source.count()).as("used at once").isOne();
	}

	@Test
	void consentIsNeitherKeptNorUsedBeforeThatIsAskedFor() {
		Consents consents = consents(store(new Volume()));
		assertThat(consents.keep("consented", this.consent)).isNotNull();
		assertThat(this.file).doesNotExist();
		assertThat(this.source.count()).isZero();
	}

	@Test
	void ageIsThatOfTheConsentAndNotOfItsTokens() {
		RefreshTokenStore store = store(new Volume());
		Consents consents = consents(store);
		consents.keep("consented", this.consent).block();
		assertThat(consents.age()).isZero();
		this.now = this.now.plus(Duration.ofDays(30));
		store.keep("consented", "rotated").block();
		store.fingerprint();
		assertThat(consents.age()).isEqualTo(Duration.ofDays(30));
		this.now = CONSENTED.minusSeconds(1);
		assertThat(consents.age()).as("with a clock that was set back").isZero();
	}

	@Test
	void tokenThatWasPutIntoTheFileIsAConsentOfWhichNothingIsKnown() throws IOException {
		Files.writeString(this.file, "by-hand");
		Consents consents = consents(store(new Volume()));
		assertThat(consents.isMissing()).isFalse();
		assertThat(consents.current()).isNull();
		assertThat(consents.age()).isNull();
	}

	@Test
	void consentIsMissingAgainWhenItsFileIsRemoved() throws IOException {
		RefreshTokenStore store = store(new Volume());
		Consents consents = consents(store);
		consents.keep("consented", this.consent).block();
		Files.delete(this.file);
		assertThat(store.token().blockOptional()).isEmpty();
		assertThat(consents.isMissing()).isTrue();
		assertThat(consents.current()).isNull();
		assertThat(consents.age()).isNull();
	}

	@Test
	void consentThatCannotBeWrittenIsUsedNevertheless() {
		Consents consents = consents(store(new Volume() {

			@Override
			public Path createBeside(Path file) throws IOException {
				throw new IOException("No space left on device");
			}

		}));
		assertThat(consents.keep("consented", this.consent).block()).isFalse();
		assertThat(consents.isMissing()).isFalse();
		assertThat(consents.current()).isEqualTo(this.consent);
		assertThat(this.source.count()).isOne();
	}

	private RefreshTokenStore store(Volume volume) {
		RefreshTokenStore store = new RefreshTokenStore(new TokenFile("property", this.file), volume,
				FileAccesses.direct(this.scheduler), (_) -> {
				});
		store.check();
		return store;
	}

	private Consents consents(@Nullable RefreshTokenStore store) {
		return new Consents(store, this.tokens, () -> this.now);
	}

}
