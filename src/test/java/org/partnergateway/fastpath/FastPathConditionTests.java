package org.partnergateway.fastpath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link FastPathCondition}.
 */
class FastPathConditionTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@CsvSource({ ",, true", "true,, true", "false,, false", ",true, true", ",false, false", "true, false, true",
			"false, true, false" })
	void matchesAsEitherNameSaysButTheNewOneFirst(String fastPath, String shortWay, boolean matches) {
		set("reports.fast-path", fastPath);
		set("reports.short-way", shortWay);
		ConditionContext context = mock();
		given(context.getEnvironment()).willReturn(this.environment);
		assertThat(new FastPathCondition().matches(context, mock(AnnotatedTypeMetadata.class))).isEqualTo(matches);
	}

	@Test
	void matchesWhenTheValueIsNeitherTrueNorFalseNamesTheProperty() {
		set("reports.fast-path", "perhaps");
		ConditionContext context = mock();
		given(context.getEnvironment()).willReturn(this.environment);
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> new FastPathCondition().matches(context, mock(AnnotatedTypeMetadata.class)))
			.satisfies((failure) -> assertThat(String.valueOf(failure.getName())).isEqualTo("reports.fast-path"));
	}

	private void set(String name, String value) {
		if (value != null) {
			this.environment.setProperty(name, value);
		}
	}

}
