package org.partnergateway.callers.keys;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

	@TempDir
	Path directory;

	private Path path;

	@BeforeEach
	void write() throws IOException {
		this.path = this.directory.resolve("api-keys");
		Files.writeString(this.path, "reports:" + OLD);
	}

	@Test
	void keysWhenFileChangesAreTheNewOnesOnceSomebodyLooks() throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path);
		replace("reports:" + NEW + "\nanother:" + OLD);
		assertThat(file.keys().name(OLD)).isEqualTo("reports");
		look(file);
		assertThat(file.keys().name(NEW)).isEqualTo("reports");
		assertThat(file.keys().name(OLD)).isEqualTo("another");
		assertThat(file.generation()).isEqualTo(1);
	}

	@Test
	void keysWhenFileIsBrokenStayAndSayWhereOnce(CapturedOutput output) throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path);
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
		ApiKeysFile file = new ApiKeysFile(this.path);
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
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path))
			.withMessageContaining("is malformed in line 3")
			.withMessageNotContaining("nonsense");
	}

	@Test
	void startWhenFileIsNotTextSaysSo() throws IOException {
		Files.write(this.path, new byte[] { (byte) 0xC3, 0x28 });
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path))
			.withMessageContaining("is not text in UTF-8");
	}

	@ParameterizedTest
	@MethodSource
	void startWhenTextIsWhatPowerShellMakesReadsOrNamesIt(Charset charset, String before, String problem)
			throws IOException {
		Files.write(this.path, (before + "reports:" + OLD + "\r\n").getBytes(charset));
		if (problem.isEmpty()) {
			assertThat(new ApiKeysFile(this.path).keys().name(OLD)).isEqualTo("reports");
		}
		else {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path))
				.withMessageContaining(problem);
		}
	}

	static Stream<Arguments> startWhenTextIsWhatPowerShellMakesReadsOrNamesIt() {
		return Stream.of(Arguments.of(StandardCharsets.UTF_8, "\uFEFF", ""),
				Arguments.of(StandardCharsets.UTF_16LE, "\uFEFF", "UTF-16"),
				Arguments.of(StandardCharsets.UTF_16BE, "\uFEFF", "UTF-16"),
				Arguments.of(StandardCharsets.UTF_16LE, "", "UTF-16"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n", "changeme", "secret\n", "Password", "TEST\n", "key", "api-key",
			"example\r\n", "your-api-key", "-n \n", "ECHO is on.\r\n", "\"\"", "your-256-bit-secret" })
	void startWhenKeyIsKnownToEverybodySaysWhere(String key) throws IOException {
		replace("reports:" + OLD + "\nportal:" + ApiKeys.digest(key).toUpperCase(Locale.ROOT));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new ApiKeysFile(this.path))
			.withMessageContaining("that everybody knows, in line 2");
	}

	@Test
	void keysWhenKeyIsKnownToEverybodyStay(CapturedOutput output) throws IOException {
		ApiKeysFile file = new ApiKeysFile(this.path);
		replace("reports:" + ApiKeys.digest(""));
		look(file);
		assertThat(file.keys().name(OLD)).isEqualTo("reports");
		assertThat(file.keys().name(ApiKeys.digest(""))).isNull();
		assertThat(output).containsOnlyOnce("in line 1. The API keys stay as they were");
	}

	private void look(ApiKeysFile file) {
		file.look();
	}

	private void replace(String content) throws IOException {
		Path temporary = this.directory.resolve("next");
		Files.writeString(temporary, content);
		Files.move(temporary, this.path, StandardCopyOption.REPLACE_EXISTING);
	}

}
