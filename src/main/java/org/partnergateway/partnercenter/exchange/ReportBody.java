package org.partnergateway.partnercenter.exchange;

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
 * A body that is a report: one well-formed JSON object in UTF-8 with an array of rows.
 * The array may be missing or null if the total count is zero. The body is not
 * deserialized: callers get its bytes unchanged.
 *
 * @param json the bytes, without byte order mark
 * @param nextLink the link to the next page at Partner Center; {@code null} if it has
 * none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; only carries data.
public record ReportBody(byte[] json, @Nullable NextLink nextLink) {

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private static final String NEXT_LINK = "@nextLink";

	private static final String TOTAL_COUNT = "totalCount";

	private static final JsonFactory JSON = new JsonFactory();

	/**
	 * Checks that a body with status 200 is a report.
	 * @param body the body as it was received
	 * @param rows the name of the member that holds the rows
	 * @param links recognizes links to Partner Center
	 * @throws MalformedReportException if it is not a report
	 */
	public static ReportBody read(byte[] body, String rows, ApiLinks links) throws MalformedReportException {
		byte[] json = withoutByteOrderMark(body);
		if (json.length == 0) {
			throw new MalformedReportException("it is empty");
		}
		// Jackson would also accept UTF-16 and UTF-32, which callers do not expect.
		String text = decode(json);
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new MalformedReportException("it is not a JSON object");
			}
			boolean found = false;
			boolean odd = false;
			boolean empty = false;
			NextLink nextLink = null;
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (name.equalsIgnoreCase(rows)) {
					found |= value == JsonToken.START_ARRAY;
					odd |= value != JsonToken.START_ARRAY && value != JsonToken.VALUE_NULL;
				}
				else if (name.equalsIgnoreCase(TOTAL_COUNT)) {
					empty = value.isNumeric() && parser.getDoubleValue() == 0;
				}
				else if (value == JsonToken.VALUE_STRING && name.equalsIgnoreCase(NEXT_LINK)) {
					nextLink = nextLink(parser, text, links);
				}
				parser.skipChildren();
			}
			if (!found && (odd || !empty)) {
				throw new MalformedReportException("it has no array '" + rows + "', and does not say that it is empty");
			}
			if (parser.nextToken() != null) {
				throw new MalformedReportException("something follows its end");
			}
			return new ReportBody(json, nextLink);
		}
		catch (JacksonException ex) {
			// Not as the cause: its message quotes the body, which must not be logged.
			throw new MalformedReportException("it is not well-formed JSON" + position(ex.getLocation()));
		}
	}

	private static @Nullable NextLink nextLink(JsonParser parser, String text, ApiLinks links) {
		int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
		// Makes the parser read to the end of the link, which it defers until here.
		String target = links.target(parser.getString());
		if (target == null) {
			return null;
		}
		int end = Math.toIntExact(parser.currentLocation().getCharOffset());
		int firstByte = encodedLength(text.substring(0, start));
		return new NextLink(firstByte, firstByte + encodedLength(text.substring(start, end)), target);
	}

	private static int encodedLength(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	public static byte[] withoutByteOrderMark(byte[] body) {
		int length = BYTE_ORDER_MARK.length;
		boolean marked = body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length);
		return marked ? Arrays.copyOfRange(body, length, body.length) : body;
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
