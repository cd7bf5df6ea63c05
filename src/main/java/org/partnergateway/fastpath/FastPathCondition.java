package org.partnergateway.fastpath;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the fast path is switched on, by its property or by the former name of that.
 */
final class FastPathCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		// Bound, so that a value other than true or false stops the start.
		Binder binder = Binder.get(context.getEnvironment());
		boolean former = binder.bind("reports.short-way", Boolean.class).orElse(true);
		return binder.bind("reports.fast-path", Boolean.class).orElse(former);
	}

}
