package org.partnergateway.connector;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.partnergateway.connector.readers.SlowReaders;

/**
 * Tomcat's own protocol, with a bound on connections and a time limit for each head.
 * Public, since Tomcat creates it by its name.
 */
public final class GatewayProtocol extends Http11NioProtocol {

	private final BoundedEndpoint endpoint;

	private final Heads heads;

	private volatile SlowReaders readers = new SlowReaders(Integer.MAX_VALUE);

	/**
	 * Creates an instance, without bounds.
	 */
	public GatewayProtocol() {
		this(new BoundedEndpoint());
	}

	private GatewayProtocol(BoundedEndpoint endpoint) {
		super(endpoint);
		this.endpoint = endpoint;
		this.heads = new Heads(endpoint);
	}

	BoundedEndpoint connections() {
		return this.endpoint;
	}

	Heads heads() {
		return this.heads;
	}

	/**
	 * Sets the bounded set of slow readers.
	 */
	void readers(SlowReaders readers) {
		this.readers = readers;
	}

	@Override
	protected Processor createProcessor() {
		return new HeadProcessor(this, getAdapter(), this.heads, this.readers);
	}

}
