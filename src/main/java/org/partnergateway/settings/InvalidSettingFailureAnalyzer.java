package org.partnergateway.settings;

import java.util.Locale;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Turns an {@link InvalidSettingException} into the message that an operator reads. Has
 * the highest precedence, since the exception may be wrapped in one for which Spring Boot
 * has an analyzer.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		String variable = cause.property().replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
		String action = "%s (As an environment variable: %s)".formatted(cause.remedy(), variable);
		return new FailureAnalysis(cause.getMessage(), action, cause);
	}

}
