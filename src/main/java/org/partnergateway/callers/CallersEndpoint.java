package org.partnergateway.callers;

import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Management endpoint that makes a revoked credential be refused at once: it forgets
 * which credentials have been accepted, and reads the keys of the issuers again.
 */
@Endpoint(id = "callers")
class CallersEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(CallersEndpoint.class);

	private static final int NO_CONTENT = 204;

	private final KnownCallers known;

	private final Authenticators authenticators;

	CallersEndpoint(KnownCallers known, Authenticators authenticators) {
		this.known = known;
		this.authenticators = authenticators;
	}

	/**
	 * Forgets the accepted credentials, and reads the keys again.
	 * @return nothing (204), or the issuers whose keys could not be read (503); their
	 * former keys stay in use
	 */
	@DeleteOperation
	WebEndpointResponse<Map<String, List<String>>> forget() {
		List<String> unread = this.authenticators.reload();
		this.known.forget();
		logger.info("Forgot the credentials that had been accepted. Issuers whose keys could not be read anew: {}",
				unread);
		return unread.isEmpty() ? new WebEndpointResponse<>(NO_CONTENT)
				: new WebEndpointResponse<>(Map.of("unread", unread), WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
	}

}
