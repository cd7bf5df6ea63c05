package org.partnergateway.sandbox.sales;

/**
 * A customer, who buys licenses.
 *
 * @param id the tenant's GUID, in lower case
 * @param name the name, in any script
 */
public record Customer(String id, String name) {

	/**
	 * Reads a line of {@code customers.txt}.
	 */
	public static Customer of(String line) {
		String[] parts = line.split(" ", 2);
		return new Customer(parts[0], parts[1]);
	}

}
