package org.partnergateway.partnercenter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells a report from everything else that may come with status 200, without building
 * anything of it: the bytes go on to callers as they are.
 */
final class ReportBody {

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private static final JsonFactory JSON = new JsonFactory();

	private ReportBody() {
	}

	/**
	 * Checks that a body is a report: one JSON object in UTF-8, well-formed to its end,
	 * with an array of rows.
	 * @param body the body as it came
	 * @param rows name of the member that holds the rows
	 * @return the body without its byte order mark
	 * @throws MalformedReportException if it is something else
	 */
	static byte[] check(byte[] body, String rows) throws MalformedReportException {
		byte[] json = withoutByteOrderMark(body);
		if (json.length == 0) {
			throw new MalformedReportException("it is empty");
		}
		// Jackson would detect UTF-16 and UTF-32 too, which callers were not promised.
		String text = decode(json);
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new MalformedReportException("it is not a JSON object");
			}
			if (!hasRows(parser, rows)) {
				throw new MalformedReportException("it has no array '" + rows + "'");
			}
			if (parser.nextToken() != null) {
				throw new MalformedReportException("something follows its end");
			}
		}
		catch (JacksonException ex) {
			// Its message quotes the body, which has no place in a log.
			throw new MalformedReportException("it is not well-formed JSON" + position(ex.getLocation()));
		}
		return json;
	}

	static byte[] withoutByteOrderMark(byte[] body) {
		int length = BYTE_ORDER_MARK.length;
		boolean marked = body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length);
		return marked ? Arrays.copyOfRange(body, length, body.length) : body;
	}

	/**
	 * Reads the object to its end.
	 */
	private static boolean hasRows(JsonParser parser, String rows) {
		boolean found = false;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean named = parser.currentName().equalsIgnoreCase(rows);
			found |= parser.nextToken() == JsonToken.START_ARRAY && named;
			parser.skipChildren();
		}
		return found;
	}

	private static String position(@Nullable TokenStreamLocation location) {
		return (location == null) ? ""
				: ", at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
	}

	private static String decode(byte[] json) throws MalformedReportException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new MalformedReportException("it is not UTF-8", ex);
		}
	}

}
