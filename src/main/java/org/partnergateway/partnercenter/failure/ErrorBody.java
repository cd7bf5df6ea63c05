package org.partnergateway.partnercenter.failure;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.exchange.ReportBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The code and description of an error of Partner Center. Error bodies have at least five
 * shapes, so reading is lenient: a part that cannot be read is {@code null}.
 *
 * @param code the error code; a number is read as its digits, and the longest is 64
 * characters
 * @param description the description, cut to 500 characters
 * @see <a href="https://learn.microsoft.com/partner-center/developer/error-codes">Partner
 * Center REST error codes</a>
 */
record ErrorBody(@Nullable String code, @Nullable String description) {

	static final ErrorBody NONE = new ErrorBody(null, null);

	private static final int LONGEST_CODE = 64;

	private static final int LONGEST_DESCRIPTION = 500;

	/**
	 * Whether the code is one of the given codes.
	 */
	boolean isOneOf(Set<String> codes) {
		return this.code != null && codes.contains(this.code);
	}

	static ErrorBody read(byte[] body) {
		try {
			byte[] json = ReportBody.withoutByteOrderMark(body);
			JsonNode root = JsonMapper.shared().readTree(json);
			if (root == null || !root.isObject()) {
				return NONE;
			}
			return new ErrorBody(text(root, "code", LONGEST_CODE), text(root, "description", LONGEST_DESCRIPTION));
		}
		catch (JacksonException ex) {
			return NONE;
		}
	}

	private static @Nullable String text(JsonNode root, String name, int longest) {
		for (Map.Entry<String, JsonNode> member : root.properties()) {
			if (member.getKey().equalsIgnoreCase(name)
					&& (member.getValue().isString() || member.getValue().isNumber())) {
				String text = member.getValue().asString().replaceAll("\\p{Cntrl}", " ").strip();
				return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), longest));
			}
		}
		return null;
	}

}
