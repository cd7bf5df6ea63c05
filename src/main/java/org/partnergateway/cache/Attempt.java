package org.partnergateway.cache;

/**
 * An attempt to reach the origin, known by its identity.
 */
interface Attempt {

	/**
	 * Whether it has ended, however.
	 */
	boolean isOver();

}
