package org.partnergateway.sandbox.sales;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.partnergateway.sandbox.sales.Holding.Use;
import org.partnergateway.sandbox.sales.Service.Product;

/**
 * Draws who has bought what. {@link Random} is specified exactly, so a seed gives the
 * same result on every machine. Only whole numbers are drawn, so nothing is rounded.
 */
public final class Holdings {

	private static final long SEED = 2017;

	private static final List<String> CHANNELS = List.of("reseller", "reseller", "reseller", "advisor", "direct");

	private static final int MOST_SOLD_DIGITS = 12;

	private final Random random = new Random(SEED);

	private final List<Service> services;

	private Holdings(List<Service> services) {
		this.services = services;
	}

	/**
	 * Draws the holdings of all customers, in the order of the customers.
	 */
	public static List<Holding> draw(List<Customer> customers, List<Service> services) {
		Holdings holdings = new Holdings(services);
		return customers.stream().flatMap((customer) -> holdings.of(customer).stream()).toList();
	}

	/**
	 * One customer in eight has bought nothing, the others about a third of all products.
	 */
	private List<Holding> of(Customer customer) {
		List<Holding> holdings = new ArrayList<>();
		if (this.random.nextInt(8) == 0) {
			return holdings;
		}
		for (Service service : this.services) {
			for (Product product : service.products()) {
				if (this.random.nextInt(3) == 0) {
					holdings.add(holding(customer, service, product));
				}
			}
		}
		return holdings;
	}

	private Holding holding(Customer customer, Service service, Product product) {
		String channel = CHANNELS.get(this.random.nextInt(CHANNELS.size()));
		int sold = 1 + this.random.nextInt(1 << this.random.nextInt(MOST_SOLD_DIGITS));
		int deployed = this.random.nextInt(sold + 1);
		List<Use> uses = new ArrayList<>();
		product.workloads().forEach((code, name) -> uses.add(new Use(code, name, active(deployed))));
		return new Holding(customer, channel, service, product, sold, deployed, uses);
	}

	/**
	 * About one in nine is more than the licenses that qualify.
	 */
	private int active(int qualified) {
		return this.random.nextInt(1 + qualified + qualified / 8);
	}

}
