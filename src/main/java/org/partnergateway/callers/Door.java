package org.partnergateway.callers;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;
import org.partnergateway.callers.addresses.RemoteAddress;
import org.partnergateway.callers.credential.Presented;
import org.partnergateway.callers.limits.CallerLimits;
import org.partnergateway.callers.limits.Permit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Finds out who calls and whether they may read, once for each request on either path. A
 * credential that was accepted within the last minute is remembered; any other is
 * verified by Spring Security's own providers. The result goes on with a request that
 * leaves the fast path, so that nothing is verified twice. Safe for use by any thread.
 */
public final class Door {

	private static final Logger logger = LoggerFactory.getLogger(Door.class);

	private static final String FOUND_OUT = Door.class.getName();

	private final SecurityHeaders headers = new SecurityHeaders();

	private final CallerLimits limits;

	private final AuthenticationConverter credentials;

	private final AuthenticationManager providers;

	private final KnownCallers known;

	/**
	 * Creates a door.
	 * @param limits the limits of callers
	 * @param credentials finds the credential of a request
	 * @param providers verify credentials
	 * @param known remembers which credentials were accepted
	 */
	Door(CallerLimits limits, AuthenticationConverter credentials, AuthenticationManager providers,
			KnownCallers known) {
		this.limits = limits;
		this.credentials = credentials;
		this.providers = providers;
		this.known = known;
	}

	/**
	 * Admits a request, and takes a permit for it.
	 * @param request the request
	 * @return the admission, or {@code null} if the request has to take the usual path;
	 * then no permit has been taken
	 */
	public @Nullable Admission admit(Request request) {
		if (!this.limits.authenticated()) {
			return anonymous(request);
		}
		Authentication caller = find(request);
		if (caller == null) {
			return null;
		}
		Permit permit = this.limits.requests().takeIfAny(caller.getName());
		if (permit == null) {
			carry(request, caller);
			return null;
		}
		return new Admission(this.headers, caller, permit);
	}

	/**
	 * Finds out who calls with a request that takes the usual path whatever the answer,
	 * so that a remembered credential is not verified there.
	 * @param request the request
	 */
	public void recognize(Request request) {
		Authentication caller = this.limits.authenticated() ? find(request) : null;
		if (caller != null) {
			carry(request, caller);
		}
	}

	private @Nullable Authentication find(Request request) {
		Presented presented = Presented.of(request);
		// Read before the keys are used, so that a decision by older keys is not taken
		// for one by newer keys.
		int generation = this.known.generation();
		Authentication caller = (presented != null) ? this.known.find(presented, generation) : null;
		return (caller != null) ? caller : verify(request, presented, generation);
	}

	private @Nullable Admission anonymous(HttpServletRequest request) {
		if (!this.limits.counted()) {
			return new Admission(this.headers, "", null);
		}
		String site = RemoteAddress.site(request);
		Permit permit = this.limits.requests().takeIfAny(site);
		return (permit != null) ? new Admission(this.headers, site, permit) : null;
	}

	/**
	 * Verifies a credential by Spring Security. A refusal or a failure is answered on the
	 * usual path.
	 * @return the caller if they may read, or {@code null}
	 */
	private @Nullable Authentication verify(Request request, @Nullable Presented presented, int generation) {
		// Validators look there for the certificate that a token is bound to.
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		try {
			Authentication credential = this.credentials.convert(request);
			if (credential == null) {
				return null;
			}
			Authentication caller = this.providers.authenticate(credential);
			if (KnownCallers.isBound(caller)) {
				// Spring Security's filter checks what else such a token needs.
				return null;
			}
			carry(request, caller);
			if (!MayRead.isGranted(caller)) {
				return null;
			}
			if (presented != null) {
				this.known.remember(presented, generation, caller);
			}
			return caller;
		}
		catch (AuthenticationException ex) {
			request.setAttribute(FOUND_OUT, ex);
			return null;
		}
		catch (RuntimeException ex) {
			logger.debug("A credential could not be looked into", ex);
			return null;
		}
		finally {
			RequestContextHolder.resetRequestAttributes();
		}
	}

	/**
	 * Attaches the caller to a request that goes on along the usual path.
	 */
	static void carry(HttpServletRequest request, Authentication caller) {
		request.setAttribute(FOUND_OUT, caller);
	}

	/**
	 * Verifies the credential of a request on the usual path, unless the fast path has
	 * done so.
	 * @param request the request
	 * @param credential its credential
	 * @return the caller
	 * @throws AuthenticationException if the credential is not accepted
	 */
	Authentication authenticate(HttpServletRequest request, Authentication credential) {
		return switch (request.getAttribute(FOUND_OUT)) {
			case Authentication caller -> caller;
			case AuthenticationException refusal -> throw refusal;
			case null, default -> this.providers.authenticate(credential);
		};
	}

}
