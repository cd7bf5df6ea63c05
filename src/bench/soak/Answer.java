import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What came back.
 *
 * @param status HTTP status code
 * @param headers the headers, by name in lower case
 * @param body the content as it was sent
 */
record Answer(int status, Map<String, String> headers, byte[] body) {

	String header(String name) {
		return this.headers.getOrDefault(name, "");
	}

	boolean isGzip() {
		return header("content-encoding").equals("gzip");
	}

	byte[] decoded() throws IOException {
		if (!isGzip()) {
			return this.body;
		}
		try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(this.body))) {
			return plain.readAllBytes();
		}
	}

	/**
	 * How it came about, without the numbers.
	 */
	String outcome() {
		return header("cache-status").replaceAll("^[^;]*; |\\d+", "");
	}

}
