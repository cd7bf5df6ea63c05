package org.partnergateway.callers.refusal;

import jakarta.servlet.http.HttpServletRequest;
import org.partnergateway.callers.addresses.RemoteAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one log line for each caller that is refused. The ids of the request are in the
 * logging context. No line contains a credential, or a character that could end the line.
 */
final class Audit {

	private static final Logger logger = LoggerFactory.getLogger("org.partnergateway.callers.audit");

	private static final int LONGEST = 256;

	private Audit() {
	}

	static void refused(HttpServletRequest request, String caller, String reason) {
		logger.info("refused address={} caller=\"{}\" reason=\"{}\"", RemoteAddress.shown(request), harmless(caller),
				harmless(reason));
	}

	static String harmless(String text) {
		StringBuilder harmless = new StringBuilder();
		for (int i = 0; i < text.length() && i < LONGEST; i++) {
			char c = text.charAt(i);
			harmless.append((c >= 0x20 && c < 0x7F && c != '"' && c != '\\') ? c : '?');
		}
		return harmless.toString();
	}

}
