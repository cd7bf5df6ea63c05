package org.partnergateway.shortway;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the fast path is wanted, under its name or under its former one.
 */
final class FastPathCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		boolean former = environment.getProperty("reports.short-way", Boolean.class, true);
		return environment.getProperty("reports.fast-path", Boolean.class, former);
	}

}
