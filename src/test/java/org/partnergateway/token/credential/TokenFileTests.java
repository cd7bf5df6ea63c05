package org.partnergateway.token.credential;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.settings.InvalidSettingException;
import org.partnergateway.token.FileAccesses;
import org.partnergateway.token.refresh.RefreshTokenStore;
import org.partnergateway.token.refresh.Volume;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenFileTests {

	private @TempDir Path directory;

	@Test
	void ofWhenAbsentIsNone() {
		assertThat(TokenFile.of("property", null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void ofWhenBlankIsNone(String path) {
		assertThat(TokenFile.of("property", Path.of(path))).isNull();
	}

	@Test
	void ofWhenSetIsTheFile() {
		assertThat(TokenFile.of("property", Path.of("a"))).isEqualTo(new TokenFile("property", Path.of("a")));
	}

	@Test
	void readWhenTheFileBeginsWithAByteOrderMarkIsWithoutIt() throws IOException {
		assertThat(file("\uFEFFs3cret\r\n".getBytes(StandardCharsets.UTF_8)).read()).isEqualTo("s3cret\r\n");
	}

	@Test
	void readWhenTheFileIsAByteOrderMarkAloneSaysThatItIsEmpty() throws IOException {
		TokenFile file = file("\uFEFF\r\n".getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(file::read)
			.withMessageContaining("which is empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32" })
	void readWhenTheFileIsOfAnotherEncodingNamesPropertyFileAndCure(String charset) throws IOException {
		TokenFile file = file("s3cret\r\n".getBytes(Charset.forName(charset)));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(file::read)
			.withMessage("property names %s, which is text in UTF-16. Save it as UTF-8. Windows PowerShell writes "
					+ "UTF-16 with >; use Set-Content -Encoding ascii there.", file.path());
	}

	@Test
	void readWhenTheFileIsNoTextInUtf8SaysSo() throws IOException {
		TokenFile file = file("s\u00e9cret".getBytes(StandardCharsets.ISO_8859_1));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(file::read)
			.withMessage("property names %s, which is not text in UTF-8. Save it as UTF-8.", file.path());
	}

	@ParameterizedTest
	@CsvSource({ "rw-r--r--, true", "rw-r-----, false" })
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void checkTellsOfEachUseWhenOthersMayReadASecret(String permissions, boolean told, CapturedOutput output)
			throws IOException {
		TokenFile file = file("s3cret".getBytes(StandardCharsets.UTF_8));
		Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(permissions));
		ClientSecret.in(file).check();
		new RefreshTokenStore(file, new Volume(), FileAccesses.direct(VirtualTimeScheduler.create()), (_) -> {
		}).check();
		String line = "property names %s, which every account of this machine may read".formatted(file.path());
		assertThat(output.getOut().split(Pattern.quote(line), -1)).hasSize(told ? 3 : 1);
	}

	private TokenFile file(byte[] content) throws IOException {
		return new TokenFile("property", Files.write(this.directory.resolve("file"), content));
	}

}
