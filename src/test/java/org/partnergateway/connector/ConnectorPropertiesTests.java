package org.partnergateway.connector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.settings.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectorProperties}.
 */
class ConnectorPropertiesTests {

	@Test
	void addressHasHalfOfTheConnectionsUnlessTheOperatorSaysHowMany() {
		assertThat(new ConnectorProperties(null).ofAnAddress(100)).isEqualTo(50);
		assertThat(new ConnectorProperties(null).ofAnAddress(1)).isEqualTo(1);
		assertThat(new ConnectorProperties(70).ofAnAddress(100)).isEqualTo(70);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void boundThatIsNotPositiveIsInvalid(int most) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new ConnectorProperties(most).ofAnAddress(100))
			.withMessageContaining("connector.max-connections-per-address");
	}

}
