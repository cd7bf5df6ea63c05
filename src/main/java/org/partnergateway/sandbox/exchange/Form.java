package org.partnergateway.sandbox.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads form-encoded parameters.
 */
public final class Form {

	private Form() {
	}

	/**
	 * Reads the parameters of a query or a body.
	 * @param encoded the text as it came; {@code null} if there was none
	 * @return the first value of each parameter, in order; a pair that is not encoded as
	 * it should be is left out
	 */
	public static Map<String, String> read(@Nullable String encoded) {
		Map<String, String> parameters = new LinkedHashMap<>();
		if (encoded != null) {
			for (String pair : encoded.split("&", -1)) {
				read(pair, parameters);
			}
		}
		return parameters;
	}

	private static void read(String pair, Map<String, String> parameters) {
		int equals = pair.indexOf('=');
		if (equals > 0) {
			try {
				parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
			}
			catch (IllegalArgumentException ex) {
				// It is missing, then.
			}
		}
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
