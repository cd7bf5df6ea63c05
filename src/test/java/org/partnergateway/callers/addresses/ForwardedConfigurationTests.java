package org.partnergateway.callers.addresses;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.settings.InvalidSettingException;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForwardedConfiguration}.
 */
class ForwardedConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(ForwardedConfiguration.class);

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "server.forward-headers-strategy=native",
			"server.forward-headers-strategy=NATIVE", "server.tomcat.remoteip.remote-ip-header=X-Real-IP",
			"server.tomcat.remoteip.protocol-header=X-Forwarded-Proto", "spring.main.cloud-platform=kubernetes" })
	void startWhenForwardedHeadersAreBelievedOfNobodyInParticularNamesTheProxies(String believing) {
		String proxies = "server.tomcat.remoteip.internal-proxies";
		assertRefusal(proxies, believing);
		assertRefusal(proxies, believing, proxies + "=");
		assertRefusal(proxies, believing, proxies + "=10.1.2.3,10.1.2.4");
		assertRefusal(proxies, believing, proxies + "=10.1.2.0/99");
		assertRefusal(proxies, believing, proxies + "=10.1.(");
		for (String named : List.of("10.1.2.3/32, fd00::/8", "10\\.1\\.2\\.\\d{1,3}", "10\\.1\\..*|127.0.0.1")) {
			this.runner.withPropertyValues(believing, proxies + "=" + named)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void startWhenWhoeverCallsIsBelievedNamesTheStrategy() {
		assertRefusal("server.forward-headers-strategy", "server.forward-headers-strategy=framework");
	}

	@Test
	void startWhenForwardedHeadersAreNotBelievedNeedsNoProxies() {
		this.runner.withPropertyValues("spring.main.cloud-platform=kubernetes", "server.forward-headers-strategy=none")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void assertRefusal(String property, String... values) {
		this.runner.withPropertyValues(values)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(refusal) -> assertThat(refusal.property()).isEqualTo(property)));
	}

}
