import java.util.Arrays;

/**
 * Metrics in the text format of Prometheus.
 *
 * @param text one sample a line
 */
record Metrics(String text) {

	/**
	 * Adds samples up.
	 * @param name of the metric
	 * @param labels what their labels have in them, such as {@code status="500"}
	 */
	long sum(String name, String... labels) {
		return Math.round(this.text.lines()
			.filter((line) -> line.startsWith(name + "{") || line.startsWith(name + " "))
			.filter((line) -> Arrays.stream(labels).allMatch(line::contains))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum());
	}

	long threads() {
		return sum("jvm_threads_live_threads");
	}

	long openFiles() {
		return sum("process_files_open_files");
	}

	/**
	 * Requests for a report that went upstream, repeated ones included.
	 */
	long reportCalls() {
		return sum("http_client_requests_seconds_count", "method=\"GET\"");
	}

	long unauthorizedReportCalls() {
		return sum("http_client_requests_seconds_count", "method=\"GET\"", "status=\"401\"");
	}

	long tokenCalls() {
		return sum("http_client_requests_seconds_count", "method=\"POST\"");
	}

	long serverErrors() {
		return sum("http_server_requests_seconds_count", "status=\"500\"");
	}

}
