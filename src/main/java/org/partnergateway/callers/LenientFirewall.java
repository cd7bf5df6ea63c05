package org.partnergateway.callers;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * A firewall that lets pass what other parts of the gateway refuse with a better answer.
 */
final class LenientFirewall extends StrictHttpFirewall {

	LenientFirewall() {
		// The gateway answers an unknown method with those that are allowed.
		setUnsafeAllowAnyHttpMethod(true);
		// These would be checked only by the first code that reads them. The container
		// refuses characters that could end a line, and no other value is sent back or
		// logged.
		setAllowedHeaderValues((_) -> true);
		setAllowedParameterNames((_) -> true);
	}

}
