package org.partnergateway.partnercenter.exchange;

import java.io.IOException;

/**
 * A body is not a report. The message is a clause about the body, such as "it is empty".
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
