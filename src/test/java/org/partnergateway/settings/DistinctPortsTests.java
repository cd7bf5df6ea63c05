package org.partnergateway.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DistinctPorts}.
 */
class DistinctPortsTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@CsvSource({ ", ", ", 8081", "9000, 8080", "0, 0", "8080, -1", "8443, 8444" })
	void portsThatDifferAreFine(String callers, String operators) {
		set(callers, operators);
		assertThatNoException().isThrownBy(this::check);
	}

	@ParameterizedTest
	@CsvSource({ ", 8080, management.server.port", "8081, 8081, management.server.port", "70000, 8081, server.port",
			"8080, 70000, management.server.port", "-2, 8081, server.port" })
	void portsThatAreTheSameOrNoneNameTheProperty(String callers, String operators, String property) {
		set(callers, operators);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::check)
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo(property));
	}

	@Test
	void portThatIsNoNumberNamesTheProperty() {
		set("http", "8081");
		assertThatExceptionOfType(BindException.class).isThrownBy(this::check)
			.satisfies((failure) -> assertThat(String.valueOf(failure.getName())).isEqualTo("server.port"));
	}

	private void set(String callers, String operators) {
		if (callers != null) {
			this.environment.setProperty("server.port", callers);
		}
		if (operators != null) {
			this.environment.setProperty("management.server.port", operators);
		}
	}

	private void check() {
		new DistinctPorts().postProcessEnvironment(this.environment, new SpringApplication());
	}

}
