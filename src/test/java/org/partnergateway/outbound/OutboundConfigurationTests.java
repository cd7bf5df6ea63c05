package org.partnergateway.outbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboundConfiguration} and what it checks.
 */
class OutboundConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
		.withUserConfiguration(OutboundConfiguration.class);

	private @TempDir Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "", "http://proxy.contoso.com:3128", "HTTP://10.0.0.1:8080/", "http://[fd00::1]:3128" })
	void startWhenProxyIsOneSucceeds(String proxy) {
		this.runner.withPropertyValues("partner-center.proxy=" + proxy)
			.run((context) -> assertThat(context).hasSingleBean(Outbound.class));
	}

	@ParameterizedTest
	@CsvSource({ "https://proxy:3128, is not an http URL", "socks5://proxy:1080, is not an http URL",
			"proxy:3128, is not an http URL", "proxy.contoso.com, is not an http URL",
			"http://proxy, does not name a host and a port", "http://:3128, does not name a host and a port",
			"http://proxy:0, does not name a host and a port", "http://proxy:99999, does not name a host and a port",
			"http://proxy:3128/path, has a path", "http://proxy:3128?x=s3cret, has a path",
			"http://jane:s3cret@proxy:3128, has a password", "http://jane%3As3cret@proxy:3128, has a password",
			"http://jane:s3 cret@proxy:3128, is not a URL", "http://jane:s3%cret@proxy:3128, is not a URL" })
	void startWhenProxyIsNoneNamesTheProperty(String proxy, String reason) {
		this.runner.withPropertyValues("partner-center.proxy=" + proxy)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("partner-center.proxy " + reason)
				.hasMessageContaining("Set it to http://")
				.hasMessageNotContaining("s3cret")
				.hasMessageNotContaining("cret@"));
	}

	@ParameterizedTest
	@CsvSource({ "http://proxy:3128, file, names no user", "'', file, is set", "http://jane@proxy:3128, '', is not set",
			"http://jane@proxy:3128, missing, cannot be read", "http://jane@proxy:3128, empty, is empty",
			"http://jane@proxy:3128, lines, more than one line", "http://jane@proxy:3128, utf16, UTF-16",
			"http://jane@proxy:3128, unmarked, UTF-16" })
	void startWhenPasswordFileDoesNotFitNamesTheProperty(String proxy, String file, String reason) throws IOException {
		Files.writeString(this.directory.resolve("file"), "s3cret\n");
		Files.writeString(this.directory.resolve("empty"), "\uFEFF\r\n");
		Files.writeString(this.directory.resolve("lines"), "s3cret\nsecond\n");
		Files.write(this.directory.resolve("unmarked"), "s3cret".getBytes(StandardCharsets.UTF_16LE));
		Files.write(this.directory.resolve("utf16"), "\uFEFFs3cret".getBytes(StandardCharsets.UTF_16LE));
		this.runner
			.withPropertyValues("partner-center.proxy=" + proxy,
					"partner-center.proxy-password-file=" + (file.isEmpty() ? "" : this.directory.resolve(file)))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("partner-center.proxy-password-file")
				.hasMessageContaining(reason)
				.hasMessageNotContaining("s3cret"));
	}

	@ParameterizedTest
	@CsvSource({ "rw-r--r--, true", "r--r-----, false" })
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	@ExtendWith(OutputCaptureExtension.class)
	void startWhenOthersMayReadThePasswordSaysSo(String permissions, boolean told, CapturedOutput output)
			throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "s3cret\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
		this.runner
			.withPropertyValues("partner-center.proxy=http://jane@proxy:3128",
					"partner-center.proxy-password-file=" + file)
			.run((context) -> assertThat(context).hasNotFailed());
		String line = "partner-center.proxy-password-file names %s, which every account of this machine may read"
			.formatted(file);
		assertThat(output.getOut().contains(line)).isEqualTo(told);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.contoso.com", "api.contoso.com:443", "10.0.0.0/99", "a b", "*contoso.com",
			"10.*", "." })
	void startWhenExceptionIsNoneNamesTheProperty(String exception) {
		this.runner.withPropertyValues("partner-center.no-proxy=good.contoso.com," + exception)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("partner-center.no-proxy has"));
	}

	@Test
	void startWhenBundleIsUnknownNamesTheProperty() {
		this.runner.withPropertyValues("partner-center.ssl-bundle=contoso")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("partner-center.ssl-bundle names no bundle"));
	}

	@ParameterizedTest
	@CsvSource({ "missing.pem, missing.pem", "file, certificates" })
	void startWhenBundleCannotBeReadNamesTheProperty(String certificate, String reason) throws IOException {
		Files.writeString(this.directory.resolve("file"), "no certificate");
		this.runner
			.withPropertyValues("partner-center.ssl-bundle=contoso",
					"spring.ssl.bundle.pem.contoso.truststore.certificate=" + this.directory.resolve(certificate))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageStartingWith("partner-center.ssl-bundle names a bundle that cannot be used")
				.hasMessageContaining(reason));
	}

	@Test
	void startWhenBundleIsThereSucceeds() {
		this.runner
			.withPropertyValues("partner-center.ssl-bundle=contoso",
					"spring.ssl.bundle.pem.contoso.truststore.certificate=classpath:org/partnergateway/outbound/ca.pem",
					"spring.ssl.bundle.pem.contoso.reload-on-update=false")
			.run((context) -> assertThat(context).hasSingleBean(Outbound.class));
	}

	@Test
	void toStringOfPropertiesDoesNotShowTheProxy() {
		assertThat(new OutboundProperties("http://jane:s3cret@proxy:1", null, List.of(), null))
			.hasToString("OutboundProperties[proxy=(hidden), proxyPasswordFile=null, noProxy=[], sslBundle=null]");
	}

}
