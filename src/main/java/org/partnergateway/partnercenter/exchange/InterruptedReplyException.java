package org.partnergateway.partnercenter.exchange;

import java.io.IOException;

import org.partnergateway.correlation.ResponseIdentity;

/**
 * A report began to arrive and was not received completely.
 */
public final class InterruptedReplyException extends IOException {

	private static final long serialVersionUID = 1L;

	private final transient ResponseIdentity identity;

	public InterruptedReplyException(ResponseIdentity identity, Throwable cause) {
		super(cause);
		this.identity = identity;
	}

	public ResponseIdentity identity() {
		return this.identity;
	}

}
