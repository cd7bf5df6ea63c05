package org.partnergateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of this repository.
 *
 * @param path where it is, from the root of the repository
 * @param text its text
 */
record Document(Path path, String text) {

	private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

	private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

	private static final Pattern SOURCE = Pattern
		.compile("`((?:[\\w.-]+/)+[\\w-]+\\.(?:java|js|sh|json|yaml|properties))`");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

	static Document read(Path path) {
		try {
			return new Document(path.normalize(), Files.readString(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the documents that have links into this repository.
	 */
	static List<Document> all() {
		return Stream
			.concat(Stream.of("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md")
				.map(Path::of)
				.filter(Files::exists),
					Stream.concat(find(Path.of("src", "docs"), ".md"), find(Path.of("helm"), "README.md")))
			.map(Document::read)
			.toList();
	}

	private static Stream<Path> find(Path directory, String end) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(end)).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns where links and pictures lead, other sites left out.
	 */
	List<String> links() {
		String prose = CODE.matcher(FENCED.matcher(this.text).replaceAll("")).replaceAll("code");
		return LINK.matcher(prose)
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.toList();
	}

	/**
	 * Returns the paths of source files that the text names.
	 */
	List<String> sources() {
		return SOURCE.matcher(this.text).results().map((source) -> source.group(1)).toList();
	}

	/**
	 * Returns the file that a link leads to.
	 */
	Path target(String link) {
		String file = link.replaceFirst("#.*", "");
		return file.isEmpty() ? this.path : this.path.resolveSibling(file).normalize();
	}

	/**
	 * Returns the anchors of the headings, as GitHub makes them.
	 */
	Set<String> anchors() {
		Map<String, Integer> seen = new HashMap<>();
		Set<String> anchors = new HashSet<>();
		HEADING.matcher(FENCED.matcher(this.text).replaceAll("")).results().forEach((heading) -> {
			String title = LINK.matcher(heading.group(1)).replaceAll("]");
			String anchor = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
			int before = seen.merge(anchor, 1, Integer::sum) - 1;
			anchors.add((before == 0) ? anchor : anchor + "-" + before);
		});
		return anchors;
	}

	/**
	 * Returns the rows of all tables: their cells, without the code's marks.
	 */
	List<List<String>> rows() {
		return this.text.lines()
			.filter((line) -> line.startsWith("| "))
			.map((line) -> List.of(line.substring(2).replace("`", "").split(" *\\| *", -1)))
			.toList();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
