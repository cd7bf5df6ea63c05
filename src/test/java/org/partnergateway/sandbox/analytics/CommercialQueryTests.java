package org.partnergateway.sandbox.analytics;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CommercialQuery}.
 */
class CommercialQueryTests {

	@Test
	void queryWhenNothingIsGivenIsTheFirstPageOfAll() {
		CommercialQuery query = query("filter=&groupby=&processedDateTime=&top=&skip=&$orderby=channel");
		assertThat(query.top()).isEqualTo(10_000);
		assertThat(query.skip()).isZero();
		assertThat(query.filter().test(Rows.row())).isTrue();
		assertThat(query.groupBy()).isEmpty();
		assertThat(query.processed()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "top=1, 1, 0", "top=10000&skip=2147483647, 10000, 2147483647", "top=007&skip=0, 7, 0" })
	void queryWhenPageIsGivenIsThatPage(String query, int top, int skip) {
		assertThat(query(query).top()).isEqualTo(top);
		assertThat(query(query).skip()).isEqualTo(skip);
	}

	@ParameterizedTest
	@ValueSource(strings = { "top=0", "top=10001", "top=-1", "top=1.0", "top=ten", "top=%2B1", "top=99999999999",
			"skip=-1", "skip=2147483648", "skip=x", "filter=channel", "groupby=channel,", "groupby=licensesSold",
			"groupby=workloadCode", "processedDateTime=yesterday", "processedDateTime=2026-02-30",
			"processedDateTime=2026-11-10T24:00:00", "processedDateTime=2026-11-10T00:00:00+00:00",
			"processedDateTime=10.11.2026" })
	void queryWhenParameterIsNotValidIsRefused(String query) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> query(query)).satisfies((refused) -> {
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.code()).isEqualTo("400");
			assertThat(refused.description()).endsWith(".").doesNotContain("\"", "\\");
		});
	}

	@Test
	void groupByWhenGivenIsAsRowsSpellItAndOnce() {
		assertThat(query("groupby=CHANNEL,%20serviceCode,channel").groupBy()).containsExactly("channel", "serviceCode");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-10", "2026-11-10T00:00:00", "2026-11-10T03:25:16.36", "2026-11-10T23:59Z",
			"2026-11-10T00:00:00%2B00:00", "2026-11-09T23:00:00-01:00", "2026-11-11T00:30:00%2B01:00" })
	void processedWhenGivenIsTheDayInUtc(String processed) {
		assertThat(query("processedDateTime=" + processed).processed()).isEqualTo(LocalDate.of(2026, 11, 10));
	}

	private static CommercialQuery query(String query) {
		return CommercialQuery.of(Parameters.of(query), Measure.DEPLOYMENT);
	}

}
