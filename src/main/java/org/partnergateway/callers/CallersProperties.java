package org.partnergateway.callers;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may ask.
 *
 * @param authentication How callers prove who they are; there is no default.
 */
@ConfigurationProperties("callers")
record CallersProperties(@Nullable Authentication authentication) {

	/**
	 * How callers prove who they are.
	 */
	enum Authentication {

		/** Not at all: whoever reaches the gateway reads the partner's figures. */
		NONE

	}

}
