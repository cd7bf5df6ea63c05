package org.partnergateway.cache.failure;

/**
 * An attempt to reach the origin, compared by object identity.
 */
public interface Attempt {

	/**
	 * Whether it has ended, in success or failure.
	 */
	boolean isOver();

}
