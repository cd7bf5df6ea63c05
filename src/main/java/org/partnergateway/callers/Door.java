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
 * Who asks, and whether they may: found out once for each request, whichever way it
 * takes. A credential that was accepted within the last minute is remembered; any other
 * is verified by Spring Security's own providers. What is found out on the fast path goes
 * on with the request, so that nothing is verified twice. Safe for use by any thread.
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
	 * @param limits what callers may use up
	 * @param credentials finds the credential of a request
	 * @param providers verify credentials
	 * @param known remembers which were accepted
	 */
	Door(CallerLimits limits, AuthenticationConverter credentials, AuthenticationManager providers,
			KnownCallers known) {
		this.limits = limits;
		this.credentials = credentials;
		this.providers = providers;
		this.known = known;
	}

	/**
	 * Lets a request pass, and takes it from what its caller has left.
	 * @param request the request
	 * @return the right to be answered, or {@code null} if there is anything to refuse,
	 * in which case nothing has been taken
	 */
	public @Nullable Admission admit(Request request) {
		if (!this.limits.authenticated()) {
			return anonymous(request);
		}
		Presented presented = Presented.of(request);
		// Before the keys are used: a decision by older ones must not pass for a new one.
		int generation = this.known.generation();
		Authentication caller = (presented != null) ? this.known.find(presented, generation) : null;
		if (caller == null) {
			caller = verify(request, presented, generation);
		}
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

	private @Nullable Admission anonymous(HttpServletRequest request) {
		if (!this.limits.counted()) {
			return new Admission(this.headers, "", null);
		}
		String site = RemoteAddress.site(request);
		Permit permit = this.limits.requests().takeIfAny(site);
		return (permit != null) ? new Admission(this.headers, site, permit) : null;
	}

	/**
	 * Has Spring Security look into a credential. Whatever it says, and whatever it fails
	 * at, is told on the usual path.
	 * @return the caller if they may read
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
				// Spring Security's filter knows what else it takes.
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
	 * Has a request that goes on along the usual path keep what was found out about it.
	 */
	static void carry(HttpServletRequest request, Authentication caller) {
		request.setAttribute(FOUND_OUT, caller);
	}

	/**
	 * Verifies the credential of a request that takes the usual path, unless that has
	 * been done.
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
