package org.partnergateway.partnercenter;

import java.io.IOException;

import org.partnergateway.correlation.ResponseIdentity;

/**
 * A report began to arrive and did not arrive whole.
 */
final class InterruptedReplyException extends IOException {

	private static final long serialVersionUID = 1L;

	private final transient ResponseIdentity identity;

	InterruptedReplyException(ResponseIdentity identity, Throwable cause) {
		super(cause);
		this.identity = identity;
	}

	ResponseIdentity identity() {
		return this.identity;
	}

}
