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
 * Skips tests on a machine without a Docker engine, or with one that has no base images
 * and cannot pull them, and says so. In CI such a machine fails them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

	/**
	 * Whether an engine answers and has what images are made of.
	 */
	final class Condition implements ExecutionCondition {

		private static final Logger logger = LoggerFactory.getLogger(NeedsDocker.class);

		private Condition() {
		}

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (Obstacle.found.isEmpty()) {
				return ConditionEvaluationResult.enabled("a Docker engine answers");
			}
			String reason = "Nothing is tried in a container: " + Obstacle.found;
			if (System.getenv("CI") != null) {
				throw new IllegalStateException(reason);
			}
			logger.warn("{} is skipped. {}.", context.getDisplayName(), reason);
			return ConditionEvaluationResult.disabled(reason);
		}

	}

	/**
	 * What is in the way, looked for once for all tests.
	 */
	final class Obstacle {

		private static final String found = find();

		private Obstacle() {
		}

		private static String find() {
			return DockerClientFactory.instance().isDockerAvailable() ? BaseImages.obstacle()
					: "no Docker engine answers here";
		}

	}

}
