import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the gateway has promised, and whether it kept it.
 */
final class Promises {

	private static final int MOST_TOLD = 5;

	private final Map<String, Long> stored = new ConcurrentHashMap<>();

	private final Map<Report, String> tags = new ConcurrentHashMap<>();

	private final List<String> told = new ArrayList<>();

	private long broken;

	/**
	 * The tag of a report without content coding; empty if no answer has told it yet.
	 */
	String tag(Report report) {
		return this.tags.getOrDefault(report, "");
	}

	void check(Asked asked, Answer answer, long start) throws IOException {
		demand(answer.header("ms-requestid").equals(asked.requestId()), asked, answer, "the caller's id comes back");
		if (answer.status() != 200 && answer.status() != 304) {
			checkError(asked, answer, start);
			return;
		}
		this.stored.putIfAbsent(asked.pair(), System.nanoTime());
		demand((answer.status() == 304) == asked.isKnown(), asked, answer, "304 if and only if the tag is known");
		demand(!answer.outcome().isEmpty(), asked, answer, "Cache-Status says how it came about");
		demand(answer.header("etag").matches("\"[^\"]+\""), asked, answer, "a strong tag");
		if (answer.status() == 200) {
			checkReport(asked, answer);
		}
	}

	private void checkReport(Asked asked, Answer answer) throws IOException {
		demand(answer.isGzip() == asked.gzip(), asked, answer, "gzip if and only if accepted");
		demand(answer.header("content-type").equals("application/json"), asked, answer, "JSON");
		if (asked.isHead()) {
			demand(answer.isGzip() || length(answer) == asked.report().sample().length, asked, answer,
					"HEAD tells the length");
			return;
		}
		demand(Arrays.equals(answer.decoded(), asked.report().sample()), asked, answer, "byte for byte the sample");
		if (!answer.isGzip()) {
			String before = this.tags.putIfAbsent(asked.report(), answer.header("etag"));
			demand(before == null || before.equals(answer.header("etag")), asked, answer, "same bytes, same tag");
		}
	}

	private void checkError(Asked asked, Answer answer, long start) {
		Long since = this.stored.get(asked.pair());
		demand(since == null || start - since < 0, asked, answer, "what is stored is answered");
		demand(List.of(502, 503, 504).contains(answer.status()), asked, answer, "an error is Partner Center's");
		demand(answer.header("content-type").equals("application/problem+json"), asked, answer,
				"an error is a problem");
	}

	private static int length(Answer answer) {
		return Integer.parseInt(answer.header("content-length"));
	}

	void demand(boolean kept, String promise) {
		if (!kept) {
			broken(promise);
		}
	}

	private void demand(boolean kept, Asked asked, Answer answer, String promise) {
		if (!kept) {
			broken("%s: %s got %d %s".formatted(promise, asked, answer.status(), answer.headers()));
		}
	}

	synchronized void broken(String how) {
		this.broken++;
		if (this.told.size() < MOST_TOLD) {
			this.told.add(how);
		}
	}

	/**
	 * How many were broken.
	 */
	synchronized long broken() {
		return this.broken;
	}

	/**
	 * The first that were broken.
	 */
	synchronized List<String> told() {
		return List.copyOf(this.told);
	}

}
