package org.partnergateway.cache.failure;

/**
 * An attempt to reach the origin, known by its identity.
 */
public interface Attempt {

	/**
	 * Whether it has ended, however.
	 */
	boolean isOver();

}
