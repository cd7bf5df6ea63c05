package org.partnergateway.sandbox.analytics;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Grouping}.
 */
class GroupingTests {

	@Test
	void groupWhenFieldsAgreeSumsBothCounts() {
		assertThat(group(Measure.DEPLOYMENT, List.of("serviceCode"), """
				{"serviceCode":"crm","channel":"direct","licensesDeployed":1,"licensesSold":10}""", """
				{"serviceCode":"o365","channel":"direct","licensesDeployed":2,"licensesSold":20}""", """
				{"serviceCode":"crm","channel":"reseller","licensesDeployed":4,"licensesSold":40}"""))
			.containsExactly("""
					{"serviceCode":"crm","licensesDeployed":5,"licensesSold":50}""", """
					{"serviceCode":"o365","licensesDeployed":2,"licensesSold":20}""");
	}

	@Test
	void groupWhenThereAreTwoFieldsHasBothInTheirOrder() {
		assertThat(group(Measure.DEPLOYMENT, List.of("channel", "serviceCode"), """
				{"serviceCode":"crm","channel":"direct","licensesDeployed":1,"licensesSold":10}""", """
				{"serviceCode":"crm","channel":"reseller","licensesDeployed":4,"licensesSold":40}"""))
			.containsExactly("""
					{"channel":"direct","serviceCode":"crm","licensesDeployed":1,"licensesSold":10}""", """
					{"channel":"reseller","serviceCode":"crm","licensesDeployed":4,"licensesSold":40}""");
	}

	@Test
	void groupWhenFieldIsMissingOrNullIsAGroupOfItsOwn() {
		assertThat(group(Measure.DEPLOYMENT, List.of("channel"), """
				{"licensesDeployed":1,"licensesSold":10}""", """
				{"channel":null,"licensesDeployed":4,"licensesSold":40}""")).containsExactly("""
				{"channel":null,"licensesDeployed":5,"licensesSold":50}""");
	}

	@Test
	void groupWhenCountIsMissingOrNullOrHasDecimalsSumsWhatThereIs() {
		assertThat(group(Measure.DEPLOYMENT, List.of("channel"), """
				{"channel":"direct","licensesDeployed":1}""", """
				{"channel":"direct","licensesDeployed":206.0,"licensesSold":null}""")).containsExactly("""
				{"channel":"direct","licensesDeployed":207,"licensesSold":0}""");
	}

	@Test
	void groupWhenActiveIsSpelledInTwoWaysSumsBoth() {
		assertThat(group(Measure.USAGE, List.of("workloadCode"), """
				{"workloadCode":"EXO","licenseActive":1,"licensesQualified":10}""", """
				{"workloadCode":"EXO","licensesActive":2,"licensesQualified":20}""")).containsExactly("""
				{"workloadCode":"EXO","licensesActive":3,"licensesQualified":30}""");
	}

	private static List<String> group(Measure measure, List<String> fields, String... rows) {
		List<ObjectNode> read = Stream.of(rows)
			.map((row) -> JsonMapper.shared().readValue(row, ObjectNode.class))
			.toList();
		return new Grouping(fields, measure).group(read).stream().map(ObjectNode::toString).toList();
	}

}
