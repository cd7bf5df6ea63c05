package org.partnergateway.sandbox.sales;

import java.util.List;

import org.partnergateway.sandbox.sales.Service.Product;

/**
 * The licenses of one customer for one product.
 *
 * @param customer the customer
 * @param channel the channel of the sale
 * @param service the service
 * @param product the product
 * @param sold licenses sold
 * @param deployed licenses deployed, which are those that qualify for use
 * @param uses the use of each workload
 */
public record Holding(Customer customer, String channel, Service service, Product product, int sold, int deployed,
		List<Use> uses) {

	/**
	 * The same licenses a week earlier, when they were fewer.
	 */
	public Holding earlier() {
		List<Use> fewer = this.uses.stream().map((use) -> new Use(use.code(), use.name(), less(use.active()))).toList();
		return new Holding(this.customer, this.channel, this.service, this.product, less(this.sold),
				less(this.deployed), fewer);
	}

	private static int less(int count) {
		return count - count / 10;
	}

	/**
	 * The use of one workload.
	 *
	 * @param code the workload's code
	 * @param name the workload's name
	 * @param active licenses in use, which may be more than those that qualify
	 */
	public record Use(String code, String name, int active) {
	}

}
