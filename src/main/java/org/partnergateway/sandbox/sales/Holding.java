package org.partnergateway.sandbox.sales;

import java.util.List;

import org.partnergateway.sandbox.sales.Service.Product;

/**
 * What one customer has of one product.
 *
 * @param customer the customer
 * @param channel how it was sold
 * @param service the service
 * @param product the product
 * @param sold licenses sold
 * @param deployed licenses deployed, which are those that qualify for use
 * @param uses how the workloads are used
 */
public record Holding(Customer customer, String channel, Service service, Product product, int sold, int deployed,
		List<Use> uses) {

	/**
	 * The same a week earlier, when it was less.
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
	 * How one workload is used.
	 *
	 * @param code the workload's code
	 * @param name the workload's name
	 * @param active licenses in use, which may be more than qualify
	 */
	public record Use(String code, String name, int active) {
	}

}
