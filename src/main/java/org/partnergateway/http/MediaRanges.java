package org.partnergateway.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Reads {@code Accept} (RFC 9110 section 12.5.1). Unlike Spring MVC's own negotiation, it
 * treats a weight of zero as "not acceptable".
 */
public final class MediaRanges {

	// The values that nearly all clients send.
	private static final Set<String> USUAL = Set.of(MediaType.ALL_VALUE, MediaType.APPLICATION_JSON_VALUE,
			"application/json, text/plain, */*");

	private MediaRanges() {
	}

	/**
	 * Whether a caller accepts JSON, according to the most specific range that includes
	 * it.
	 */
	public static boolean acceptJson(Enumeration<String> lines) {
		if (!lines.hasMoreElements()) {
			return true;
		}
		String first = lines.nextElement();
		if (!lines.hasMoreElements() && USUAL.contains(first)) {
			return true;
		}
		StringBuilder all = new StringBuilder(first);
		Collections.list(lines).forEach((line) -> all.append(',').append(line));
		return all.toString().isBlank() || acceptJson(all.toString());
	}

	/**
	 * Whether a caller accepts JSON by one of the usual values or without the header,
	 * which is decided without parsing.
	 */
	public static boolean usuallyAcceptJson(Enumeration<String> lines) {
		return !lines.hasMoreElements() || (USUAL.contains(lines.nextElement()) && !lines.hasMoreElements());
	}

	private static boolean acceptJson(String ranges) {
		try {
			MediaType best = null;
			List<MediaType> accepted = MediaType.parseMediaTypes(ranges);
			for (MediaType range : accepted) {
				boolean better = best == null || specificity(range) > specificity(best)
						|| (specificity(range) == specificity(best)
								&& range.getQualityValue() > best.getQualityValue());
				if (range.includes(MediaType.APPLICATION_JSON) && better) {
					best = range;
				}
			}
			return best != null && best.getQualityValue() > 0;
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static int specificity(MediaType range) {
		if (range.isWildcardType()) {
			return 0;
		}
		return range.isWildcardSubtype() ? 1 : 2;
	}

}
