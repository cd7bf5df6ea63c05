package org.partnergateway.callers;

import java.util.List;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The one thing that a caller can be allowed to do here.
 */
public final class MayRead {

	/** Name of the authority. */
	static final String AUTHORITY = "READ_REPORTS";

	/** What a caller has who may read. */
	public static final List<GrantedAuthority> GRANTED = List.of(new SimpleGrantedAuthority(AUTHORITY));

	private MayRead() {
	}

	/**
	 * Whether a caller has it.
	 */
	static boolean isGranted(Authentication caller) {
		return caller.getAuthorities().containsAll(GRANTED);
	}

}
