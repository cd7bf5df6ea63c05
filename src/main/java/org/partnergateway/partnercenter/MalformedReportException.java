package org.partnergateway.partnercenter;

import java.io.IOException;

/**
 * A body is not a report. The message ends a sentence that begins with the body.
 */
final class MalformedReportException extends IOException {

	private static final long serialVersionUID = 1L;

	MalformedReportException(String reason) {
		super(reason);
	}

	MalformedReportException(String reason, Throwable cause) {
		super(reason, cause);
	}

}
