package org.partnergateway.callers;

import java.util.List;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The only authority that a caller can have: to read reports.
 */
final class MayRead {

	/** Name of the authority. */
	static final String AUTHORITY = "READ_REPORTS";

	/** Authorities of a caller who may read. */
	public static final List<GrantedAuthority> GRANTED = List.of(new SimpleGrantedAuthority(AUTHORITY));

	private MayRead() {
	}

	/**
	 * Whether a caller may read.
	 */
	static boolean isGranted(Authentication caller) {
		return caller.getAuthorities().containsAll(GRANTED);
	}

}
