package org.partnergateway.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests on a machine without a Docker engine, and says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

	/**
	 * Whether an engine answers.
	 */
	final class Condition implements ExecutionCondition {

		private static final Logger logger = LoggerFactory.getLogger(NeedsDocker.class);

		private Condition() {
		}

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (DockerClientFactory.instance().isDockerAvailable()) {
				return ConditionEvaluationResult.enabled("a Docker engine answers");
			}
			String reason = "no Docker engine answers here, so nothing was tried in a container";
			logger.warn("{} is skipped: {}.", context.getDisplayName(), reason);
			return ConditionEvaluationResult.disabled(reason);
		}

	}

}
