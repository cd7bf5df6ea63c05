import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a table in Markdown of what was measured: medians, and ratios first.
 */
public final class Comparison {

	private static final Map<String, String> NAMES = Map.of("tomcat", "Tomcat alone", "token",
			"this gateway, access token", "key", "this gateway, API key", "token-whole", "the same, usual path",
			"key-whole", "the same, usual path", "scg", "Spring Cloud Gateway", "nginx", "nginx", "varnish",
			"Varnish", "forgetful", "this gateway", "gateway", "this gateway");

	private static final List<String> CANDIDATES = List.of("tomcat", "token", "token-whole", "key", "key-whole", "scg",
			"nginx", "varnish");

	private final List<String[]> rows;

	private Comparison(List<String[]> rows) {
		this.rows = rows;
	}

	/**
	 * Prints it.
	 * @param args the file with what was measured, one tab-separated line each
	 */
	public static void main(String[] args) throws IOException {
		new Comparison(Files.readAllLines(Path.of(args[0])).stream().map((line) -> line.split("\t", -1)).toList())
			.print();
	}

	private void print() {
		ratios();
		hits();
		badDays();
		starts();
		facts();
	}

	private void ratios() {
		List<String> connections = connections();
		row("Ratio", connections.stream().map((count) -> count + " connections").toList());
		line(connections.size());
		for (String name : List.of("token", "key")) {
			ratio("throughput, %s : %s", name, "tomcat", 4);
			ratio("p99, %s : %s", name, "tomcat", 6);
			ratio("throughput, %s : %s", name, "scg", 4);
			ratio("throughput, %s : %s", name, name + "-whole", 4);
		}
		System.out.println();
	}

	private void ratio(String label, String name, String other, int column) {
		row(label.formatted(NAMES.get(name), NAMES.get(other)),
				connections().stream()
					.map((count) -> number("%.2f", hit(name, count, column) / hit(other, count, column)))
					.toList());
	}

	private void hits() {
		List<String> connections = connections();
		row("Stored answers",
				connections.stream()
					.flatMap((count) -> List.of("answers/s, " + count + " connections", "p50", "p99").stream())
					.toList());
		line(connections.size() * 3);
		CANDIDATES.stream().filter(this::isMeasured).forEach((name) -> {
			row(NAMES.get(name), connections.stream().flatMap((count) -> hitCells(name, count).stream()).toList());
		});
		System.out.println();
	}

	private List<String> hitCells(String name, String count) {
		return List.of(number("%,.0f", hit(name, count, 4)), millis(hit(name, count, 5)), millis(hit(name, count, 6)));
	}

	private void badDays() {
		row("Bad days and memory", List.of("upstream calls for 1,000 cold callers", "200 in an outage",
				"p99 in an outage", "RSS after load", "heap after a full collection"));
		line(5);
		for (String name : List.of("forgetful", "scg", "nginx", "varnish", "tomcat")) {
			if (!has("outage", name) && !has("memory", name)) {
				continue;
			}
			row(NAMES.get(name),
					List.of(has("herd", name) ? herd(name) : "", has("outage", name) ? share(name) : "",
							has("outage", name) ? millis(median("outage", name, 4)) : "", memory(name, 2, 1024),
							memory(name, 3, 1 << 20)));
		}
		System.out.println();
	}

	private String herd(String name) {
		String[] cells = only("herd", name);
		return cells[3].equals("200=1000") ? cells[2] : "%s (%s)".formatted(cells[2], cells[3]);
	}

	private String share(String name) {
		double all = median("outage", name, 5);
		return number("%.2f %%", 100 * (all - median("outage", name, 6)) / all);
	}

	private String memory(String name, int column, double unit) {
		String process = name.equals("forgetful") ? "gateway" : name;
		double amount = has("memory", process) ? median("memory", process, column) : 0;
		return (amount > 0) ? number("%.0f MB", amount / unit) : "";
	}

	private void starts() {
		row("From start to first answer", List.of("median", "from", "to"));
		line(3);
		for (String kind : List.of("plain", "image")) {
			double[] times = values("start", kind, 2);
			row(kind.equals("plain") ? "`java -jar`" : "as in the image: extracted, with AOT cache",
					List.of(seconds(median(times)), seconds(times[0]), seconds(times[times.length - 1])));
		}
		System.out.println();
	}

	private void facts() {
		System.out.printf(Locale.ROOT, """
				%s, %s cores; JDK %s, Tomcat %s, Spring Cloud Gateway %s, wrk %s. Medians of %s rounds of %s s.
				""", fact("machine"), fact("cores"), fact("java"), fact("tomcat"), fact("scg"), fact("wrk"),
				fact("rounds"), fact("seconds"));
	}

	private String fact(String name) {
		return only("fact", name)[2];
	}

	private List<String> connections() {
		return this.rows.stream().filter((row) -> row[0].equals("hits")).map((row) -> row[2]).distinct().toList();
	}

	private boolean isMeasured(String name) {
		return has("hits", name);
	}

	private boolean has(String kind, String name) {
		return this.rows.stream().anyMatch((row) -> row[0].equals(kind) && row[1].equals(name));
	}

	private String[] only(String kind, String name) {
		return this.rows.stream().filter((row) -> row[0].equals(kind) && row[1].equals(name)).findFirst().orElseThrow();
	}

	private double hit(String name, String connections, int column) {
		return median(this.rows.stream()
			.filter((row) -> row[0].equals("hits") && row[1].equals(name) && row[2].equals(connections))
			.mapToDouble((row) -> Double.parseDouble(row[column]))
			.sorted()
			.toArray());
	}

	private double median(String kind, String name, int column) {
		return median(values(kind, name, column));
	}

	private double[] values(String kind, String name, int column) {
		return this.rows.stream()
			.filter((row) -> row[0].equals(kind) && row[1].equals(name))
			.mapToDouble((row) -> Double.parseDouble(row[column]))
			.sorted()
			.toArray();
	}

	private static double median(double[] sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private static String millis(double micros) {
		return number("%.2f ms", micros / 1000);
	}

	private static String seconds(double millis) {
		return number("%.2f s", millis / 1000);
	}

	private static String number(String format, double number) {
		return String.format(Locale.ROOT, format, number);
	}

	private static void row(String head, List<String> cells) {
		System.out.println("| " + head + " | " + String.join(" | ", cells) + " |");
	}

	private static void line(int columns) {
		String[] cells = new String[columns];
		Arrays.fill(cells, "---:");
		System.out.println("|---|" + String.join("|", cells) + "|");
	}

}
