package org.partnergateway.callers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApiKeysFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeysFileTests {

	private static final String OLD = ApiKeys.digest("old");

	private static final String NEW = ApiKeys.digest("new");

	private final ManualTime time = new ManualTime();

	@TempDir
	Path directory;

	private Path path;

	@BeforeEach
	void write() throws IOException {
		this.path = this.directory.resolve("api-keys");
		Files.writeString(this.path, "reports:" + OLD);
	}

	@Test
	void keysWhenFileChangesAreTheNewOnesAfterASecond() throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path, this.time);
		replace("reports:" + NEW + "\nanother:" + OLD);
		assertThat(file.keys().name(OLD)).isEqualTo("reports");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(file.keys().name(NEW)).isEqualTo("reports");
		assertThat(file.keys().name(OLD)).isEqualTo("another");
	}

	@Test
	void keysWhenFileIsBrokenStayAndSayWhereOnce(CapturedOutput output) throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path, this.time);
		replace("reports:" + NEW + "\nsecret-in-the-clear");
		look(file);
		look(file);
		assertThat(file.keys().name(OLD)).isEqualTo("reports");
		assertThat(file.keys().name(NEW)).isNull();
		assertThat(output).containsOnlyOnce("is malformed in line 2. The API keys stay as they were")
			.doesNotContain("secret-in-the-clear")
			.doesNotContain(NEW);
		replace("reports:" + NEW);
		look(file);
		assertThat(file.keys().name(NEW)).isEqualTo("reports");
	}

	@Test
	void keysWhenFileIsGoneStayUntilThereIsAnother(CapturedOutput output) throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path, this.time);
		Files.delete(this.path);
		look(file);
		look(file);
		assertThat(file.keys().name(OLD)).isEqualTo("reports");
		assertThat(output).containsOnlyOnce("does not exist. The API keys stay as they were");
		replace("reports:" + NEW);
		look(file);
		assertThat(file.keys().name(NEW)).isEqualTo("reports");
	}

	@Test
	void startWhenFileIsMalformedSaysWhere() throws IOException {
		replace("reports:" + OLD + "\n\nnonsense");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path, this.time))
			.withMessageContaining("is malformed in line 3")
			.withMessageNotContaining("nonsense");
	}

	@Test
	void startWhenFileIsNotTextSaysSo() throws IOException {
		Files.write(this.path, new byte[] { (byte) 0xC3, 0x28 });
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path, this.time))
			.withMessageContaining("is not text in UTF-8");
	}

	private void look(ApiKeysFile file) {
		this.time.advance(Duration.ofSeconds(1));
		file.keys();
	}

	private void replace(String content) throws IOException {
		Path temporary = this.directory.resolve("next");
		Files.writeString(temporary, content);
		Files.move(temporary, this.path, StandardCopyOption.REPLACE_EXISTING);
	}

}
