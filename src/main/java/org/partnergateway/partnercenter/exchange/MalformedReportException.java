package org.partnergateway.partnercenter.exchange;

import java.io.IOException;

/**
 * A body is not a report. The message ends a sentence that begins with the body.
 */
public final class MalformedReportException extends IOException {

	private static final long serialVersionUID = 1L;

	public MalformedReportException(String reason) {
		super(reason);
	}

	public MalformedReportException(String reason, Throwable cause) {
		super(reason, cause);
	}

}
