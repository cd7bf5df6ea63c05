package org.partnergateway.token.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.token.credential.TokenFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshTokenAge}.
 */
class RefreshTokenAgeTests {

	private static final Instant NOW = Instant.parse("2026-11-21T08:49:37Z");

	private @TempDir Path directory;

	@Test
	void ageCountsFromWhenTheFileWasWritten() throws IOException {
		assertThat(age(NOW.minus(Duration.ofDays(3))).age()).isEqualTo(Duration.ofDays(3));
	}

	@Test
	void ageWhenTheFileIsOfTheFutureIsZero() throws IOException {
		assertThat(age(NOW.plusSeconds(1)).age()).isZero();
	}

	@Test
	void ageWhenThereIsNoFileIsNotKnown() {
		RefreshTokenAge missing = new RefreshTokenAge(new TokenFile("property", this.directory.resolve("missing")),
				() -> NOW);
		missing.look();
		assertThat(missing.isUsed()).isTrue();
		assertThat(missing.age()).isNull();
		RefreshTokenAge none = new RefreshTokenAge(null, () -> NOW);
		assertThat(none.isUsed()).isFalse();
		assertThat(none.age()).isNull();
	}

	@Test
	void ageIsAsOfTheLastLook() throws IOException {
		RefreshTokenAge age = age(NOW.minus(Duration.ofDays(3)));
		Files.delete(this.directory.resolve("refresh-token"));
		assertThat(age.age()).isEqualTo(Duration.ofDays(3));
		age.look();
		assertThat(age.age()).isNull();
	}

	@Test
	void isKeptUnlessItCouldNotBeWrittenOrThereIsNone() throws IOException {
		RefreshTokenAge age = age(NOW);
		assertThat(age.isKept()).isTrue();
		age.kept(false);
		assertThat(age.isKept()).isFalse();
		assertThat(new RefreshTokenAge(null, () -> NOW).isKept()).isFalse();
	}

	private RefreshTokenAge age(Instant written) throws IOException {
		Path file = Files.writeString(this.directory.resolve("refresh-token"), "token");
		Files.setLastModifiedTime(file, FileTime.from(written));
		RefreshTokenAge age = new RefreshTokenAge(new TokenFile("property", file), () -> NOW);
		age.look();
		return age;
	}

}
