package org.partnergateway.fastpath;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the fast path is wanted, under its name or under its former one.
 */
final class FastPathCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		// Bound, so that what is neither true nor false ends the start.
		Binder binder = Binder.get(context.getEnvironment());
		boolean former = binder.bind("reports.short-way", Boolean.class).orElse(true);
		return binder.bind("reports.fast-path", Boolean.class).orElse(former);
	}

}
