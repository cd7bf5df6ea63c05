package org.partnergateway.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Document}s: links, length, and whether a reader gets everywhere.
 */
class DocumentTests {

	private static final Path README = Path.of("README.md");

	private static final Path DECISIONS = Path.of("src", "docs", "decisions");

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsToSomething(Document document) {
		assertThat(document.links()).allSatisfy((link) -> {
			Path target = document.target(link);
			assertThat(Files.exists(target)).as(target + " exists").isTrue();
			if (link.contains("#")) {
				assertThat(Document.read(target).anchors()).contains(link.substring(link.indexOf('#') + 1));
			}
		});
	}

	/**
	 * A path may begin at the root of the repository, or with the name of a package.
	 */
	@ParameterizedTest
	@MethodSource("documents")
	void everySourceThatIsNamedIsThere(Document document) {
		assertThat(document.sources()).allMatch((source) -> Files.exists(Path.of(source))
				|| Files.exists(Path.of("src", "main", "java", "org", "partnergateway").resolve(source)));
	}

	@Test
	void everyPageIsReachedFromReadme() {
		Set<Path> reached = new HashSet<>(Set.of(README));
		Deque<Path> next = new ArrayDeque<>(reached);
		while (!next.isEmpty()) {
			Document document = Document.read(next.remove());
			document.links()
				.stream()
				.map(document::target)
				.filter((target) -> target.toString().endsWith(".md"))
				.filter(reached::add)
				.forEach(next::add);
		}
		assertThat(reached).containsAll(documents().stream().map(Document::path).toList());
	}

	@Test
	void readmeIsShort() {
		assertThat(Document.read(README).text().lines()).hasSizeLessThanOrEqualTo(280);
	}

	@Test
	void everyDecisionHasAStatusAReasonAndWhatANewcomerWouldUndo() {
		List<Document> decisions = documents().stream()
			.filter((document) -> document.path().startsWith(DECISIONS))
			.filter((document) -> !document.path().endsWith("README.md"))
			.toList();
		assertThat(decisions).hasSizeGreaterThan(40).allSatisfy((decision) -> {
			int number = Integer.parseInt(decision.path().getFileName().toString().substring(0, 3));
			assertThat(decision.text()).startsWith("# " + number + ". ")
				.contains("\n\n## What a newcomer would undo\n\n")
				.containsPattern(
						"\n\nStatus: (accepted|superseded by \\[.+])\\S*\\. Date: 20\\d\\d-\\d\\d-\\d\\d\\.\n");
		});
		assertThat(Document.read(DECISIONS.resolve("README.md")).links())
			.containsAll(decisions.stream().map((decision) -> decision.path().getFileName().toString()).toList());
	}

	static List<Document> documents() {
		return Document.all();
	}

}
