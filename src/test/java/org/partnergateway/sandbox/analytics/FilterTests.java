package org.partnergateway.sandbox.analytics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Filter}.
 */
class FilterTests {

	private static final String ROW = """
			{"serviceCode":"o365","channel":"reseller","customerName":"O'Brien & Sons","productName":null}""";

	@ParameterizedTest
	@ValueSource(strings = { "serviceCode eq 'o365'", "  serviceCode  eq  'o365'  ", "serviceCode eq'o365'",
			"serviceCode ne 'crm'", "SERVICECODE EQ 'O365'", "customerName eq 'O''Brien & Sons'",
			"(serviceCode eq 'o365')", "((serviceCode eq 'o365')and(channel eq 'reseller'))",
			"serviceCode eq 'o365' and channel eq 'reseller'", "serviceCode eq 'crm' or channel eq 'reseller'" })
	void filterWhenRowMatchesLetsItPass(String filter) {
		assertThat(passes(filter)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "serviceCode eq 'crm'", "serviceCode ne 'o365'", "serviceCode eq 'o365 '",
			"serviceCode eq ''", "serviceCode eq 'o365' and channel eq 'direct'",
			"serviceCode eq 'crm' or channel eq 'direct'", "customerName eq 'O''''Brien & Sons'" })
	void filterWhenRowDoesNotMatchHoldsItBack(String filter) {
		assertThat(passes(filter)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "serviceCode eq 'o365' or serviceCode eq 'crm' and channel eq 'direct' | true",
					"(serviceCode eq 'o365' or serviceCode eq 'crm') and channel eq 'direct' | false",
					"channel eq 'direct' and serviceCode eq 'crm' or serviceCode eq 'o365' | true",
					"channel eq 'direct' and (serviceCode eq 'crm' or serviceCode eq 'o365') | false" })
	void filterWhenAndMeetsOrBindsAndMoreTightly(String filter, boolean expected) {
		assertThat(passes(filter)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "productName", "productId" })
	void filterWhenFieldIsNullOrMissingEqualsNothing(String field) {
		assertThat(passes(field + " eq ''")).isFalse();
		assertThat(passes(field + " eq 'null'")).isFalse();
		assertThat(passes(field + " ne 'null'")).isTrue();
	}

	@Test
	void filterWhenFieldIsOfWorkloadsIsForUsageOnly() {
		String filter = "workloadCode ne 'EXO'";
		assertThat(Filter.parse(filter, Measure.USAGE).test(row())).isTrue();
		assertRefused(filter, "The fields are serviceCode, ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "serviceCode | 11", "serviceCode eq | 14", "serviceCode eq o365 | 15", "serviceCode eq 5 | 14",
					"serviceCode gt 'o365' | 12", "serviceCode eq 'o365 | 14", "'o365' eq serviceCode | 0",
					"serviceCode eq 'o365' and | 25", "serviceCode eq 'o365' xor channel eq 'direct' | 22",
					"(serviceCode eq 'o365' | 22", "serviceCode eq 'o365') | 21", "() | 1", "and | -1",
					"serviceCode eq 'O'Brien' | 18", "serviceCode eq 'o365' ; | 21" })
	void filterWhenNotOfTheGrammarIsRefusedWhereItEnds(String filter, int position) {
		assertRefused(filter,
				(position >= 0) ? "The filter is not valid at position %d.".formatted(position) : "The fields are ");
	}

	@Test
	void filterWhenNestedIsReadToADepth() {
		assertThat(passes("(".repeat(50) + "channel eq 'reseller'" + ")".repeat(50))).isTrue();
		assertRefused("(".repeat(51) + "channel eq 'reseller'" + ")".repeat(51), "The filter is nested too deeply.");
		assertRefused("(".repeat(100_000), "The filter is nested too deeply.");
	}

	@Test
	void filterWhenLongNeedsNoDeepStack() {
		String filter = "channel eq 'direct' or ".repeat(200) + "channel eq 'reseller'";
		assertThat(passes(filter)).isTrue();
		assertThat(passes("customerName eq '" + "''".repeat(5_000) + "'")).isFalse();
	}

	private static boolean passes(String filter) {
		return Filter.parse(filter, Measure.DEPLOYMENT).test(row());
	}

	private static void assertRefused(String filter, String description) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> passes(filter)).satisfies((refused) -> {
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.description()).startsWith(description);
		});
	}

	private static ObjectNode row() {
		return JsonMapper.shared().readValue(ROW, ObjectNode.class);
	}

}
