package org.partnergateway.callers;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Leaves to others what they refuse better.
 */
final class LenientFirewall extends StrictHttpFirewall {

	LenientFirewall() {
		// An unknown method is answered with those that there are.
		setUnsafeAllowAnyHttpMethod(true);
		// Its rules for these are enforced by whoever happens to ask first. The container
		// refuses what could end a line, and nothing that is left comes back or is
		// logged.
		setAllowedHeaderValues((_) -> true);
		setAllowedParameterNames((_) -> true);
	}

}
