package org.partnergateway.http;

import java.util.Enumeration;
import java.util.Locale;

/**
 * Reads {@code Accept-Encoding} (RFC 9110 section 12.5.3).
 */
public final class ContentCodings {

	private ContentCodings() {
	}

	/**
	 * Whether a caller accepts gzip, and does not prefer the identity coding.
	 */
	public static boolean acceptGzip(Enumeration<String> lines) {
		double gzip = -1;
		double any = -1;
		double identity = -1;
		while (lines.hasMoreElements()) {
			for (String member : lines.nextElement().toLowerCase(Locale.ROOT).split(",", -1)) {
				int parameters = member.indexOf(';');
				String coding = ((parameters < 0) ? member : member.substring(0, parameters)).strip();
				double weight = (parameters < 0) ? 1 : weight(member.substring(parameters + 1));
				switch (coding) {
					case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
					case "*" -> any = weight;
					case "identity" -> identity = weight;
					default -> {
					}
				}
			}
		}
		double accepted = (gzip >= 0) ? gzip : any;
		return accepted > 0 && accepted >= identity;
	}

	/**
	 * Reads a weight. A malformed weight counts as zero.
	 */
	private static double weight(String parameters) {
		for (String parameter : parameters.split(";", -1)) {
			String text = parameter.strip();
			if (text.startsWith("q=")) {
				try {
					double weight = Double.parseDouble(text.substring(2).strip());
					return (weight >= 0 && weight <= 1) ? weight : 0;
				}
				catch (NumberFormatException ex) {
					return 0;
				}
			}
		}
		return 1;
	}

}
