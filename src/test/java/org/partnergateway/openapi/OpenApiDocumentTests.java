package org.partnergateway.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the document by itself.
 */
class OpenApiDocumentTests {

	private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

	private final ApiDescription api = ApiDescription.written();

	@Test
	void documentIsOpenApi() throws IOException {
		String document = new ClassPathResource("openapi.yaml", getClass()).getContentAsString(StandardCharsets.UTF_8);
		assertThat(new OpenAPIV3Parser().readContents(document).getMessages()).isEmpty();
		assertThat(this.api.root().get("openapi").asString()).startsWith("3.1.");
	}

	@Test
	void schemasAreOfJsonSchema() {
		List<JsonNode> schemas = this.api.root().findValues("schema");
		assertThat(schemas).isNotEmpty();
		Stream.concat(schemas.stream(), this.api.root().at("/components/schemas").valueStream())
			.forEach((schema) -> assertThat(metaViolations(schema)).as(schema.toString()).isEmpty());
	}

	@Test
	void referencesLeadSomewhere() {
		assertThat(references()).isNotEmpty()
			.allSatisfy(
					(reference) -> assertThat(this.api.root().at(reference.substring(1)).isMissingNode()).as(reference)
						.isFalse());
	}

	@Test
	void componentsAreUsed() {
		Set<String> components = new TreeSet<>();
		this.api.root()
			.get("components")
			.forEachEntry((kind, named) -> named.propertyNames()
				.forEach((name) -> components.add("#/components/" + kind + "/" + name)));
		Set<String> used = references();
		this.api.root()
			.get("security")
			.forEach((requirement) -> requirement.propertyNames()
				.forEach((scheme) -> used.add("#/components/securitySchemes/" + scheme)));
		assertThat(used).containsExactlyInAnyOrderElementsOf(components);
	}

	@Test
	void variablesOfPathsAreParameters() {
		assertThat(this.api.operations()).allSatisfy((operation) -> {
			List<String> parameters = operation.parameters()
				.stream()
				.filter((parameter) -> parameter.get("in").asString().equals("path"))
				.map((parameter) -> parameter.get("name").asString())
				.toList();
			assertThat(VARIABLE.matcher(operation.path()).results().map((MatchResult variable) -> variable.group(1)))
				.containsExactlyInAnyOrderElementsOf(parameters);
		});
	}

	@Test
	void examplesAreOfTheirSchema() {
		Stream<JsonNode> described = Stream.of("/components/parameters", "/components/headers")
			.flatMap((kind) -> this.api.root().at(kind).valueStream());
		Stream<JsonNode> contents = this.api.root().findValues("content").stream().flatMap(JsonNode::valueStream);
		Stream.concat(described, contents).forEach((node) -> {
			JsonNode schema = node.get("schema");
			Stream
				.of(node.path("examples").valueStream().map((example) -> this.api.resolve(example).get("value")),
						schema.path("examples").valueStream(), Stream.ofNullable(node.get("example")))
				.flatMap((examples) -> examples)
				.forEach(
						(example) -> assertThat(this.api.violations(schema, example)).as(example.toString()).isEmpty());
		});
	}

	private Set<String> references() {
		return this.api.root().findValuesAsString("$ref").stream().collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<Error> metaViolations(JsonNode schema) {
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12))
			.validate(schema);
	}

}
