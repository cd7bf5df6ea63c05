package org.partnergateway.connector;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports "out of service" while no connection is accepted: as many as allowed are open,
 * and each has a request in progress.
 */
final class ConnectionsHealthIndicator implements HealthIndicator {

	private final AtomicReference<@Nullable BoundedEndpoint> connections = new AtomicReference<>();

	/**
	 * Sets the endpoint whose connections are watched. Healthy before that.
	 */
	void watch(BoundedEndpoint endpoint) {
		this.connections.set(endpoint);
	}

	@Override
	public Health health() {
		BoundedEndpoint endpoint = this.connections.get();
		return (endpoint != null && endpoint.isFull()) ? Health.outOfService().build() : Health.up().build();
	}

}
