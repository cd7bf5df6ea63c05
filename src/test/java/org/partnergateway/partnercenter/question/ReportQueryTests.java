package org.partnergateway.partnercenter.question;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReportQuery}.
 */
class ReportQueryTests {

	private static final String CUSTOMER = "0a1b2c3d-4e5f-6789-abcd-ef0123456789";

	@Test
	void ofIsTheReportsPath() {
		assertThat(ReportQuery.of(LicenseReport.PARTNER_USAGE).target()).isEqualTo("/v1/analytics/licenses/usage");
	}

	@Test
	void ofCustomerWhenSpelledInCapitalsIsTheSameQuestion() {
		ReportQuery query = ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE,
				"0A1B2C3D-4E5F-6789-ABCD-EF0123456789");
		assertThat(query).isEqualTo(ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE, CUSTOMER))
			.hasToString("customer-usage of " + CUSTOMER);
		assertThat(query.target()).isEqualTo("/v1/customers/" + CUSTOMER + "/analytics/licenses/usage");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "0a1b2c3d4e5f6789abcdef0123456789", "{0a1b2c3d-4e5f-6789-abcd-ef0123456789}",
			"0a1b2c3d-4e5f-6789-abcd-ef012345678", "0a1b2c3d-4e5f-6789-abcd-ef01234567890",
			"0a1b2c3g-4e5f-6789-abcd-ef0123456789", " 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
			"0a1b2c3d-4e5f-6789-abcd-ef0123456789\n", "../../v1/customers", "٠a1b2c3d-4e5f-6789-abcd-ef0123456789" })
	void ofCustomerWhenNoGuidRefuses(String customerId) {
		assertThatExceptionOfType(InvalidParameterException.class)
			.isThrownBy(() -> ReportQuery.ofCustomer(LicenseReport.CUSTOMER_USAGE, customerId))
			.withMessageContaining("customer-id");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = " -> ", emptyValue = "", value = { "top=5 -> top=5", "TOP=%35 -> top=5",
			"t%6Fp=5 -> top=5", "top=+05+ -> top=5", "top=10000 -> top=10000", "skip=0 -> skip=0",
			"skip=2147483647&top=1 -> top=1&skip=2147483647",
			"groupby=channel,serviceName -> groupby=serviceName%2Cchannel",
			"groupby=+SERVICENAME+%2C+Channel -> groupby=serviceName%2Cchannel",
			"filter=serviceName%20eq%20%27o365%27 -> filter=serviceName%20eq%20%27o365%27",
			"filter=SERVICENAME++EQ+'o365'+&top=1 -> top=1&filter=serviceName%20eq%20%27o365%27",
			"filter=(+(serviceName+eq'a+b''c')Or(channel+ne+''))and+customerName+eq+'%E6%97%A5+%26+%2B%3D' -> filter=%28%28serviceName%20eq%20%27a%20b%27%27c%27%29%20or%20%28channel%20ne%20%27%27%29%29%20and%20customerName%20eq%20%27%E6%97%A5%20%26%20%2B%3D%27",
			"processedDateTime=2026-11-10 -> processedDateTime=2026-11-10",
			"processedDateTime=2026-11-10t01:02z -> processedDateTime=2026-11-10T01%3A02Z",
			"processedDateTime=2026-11-10T01:02:03.1234567+01:00 -> processedDateTime=2026-11-10T01%3A02%3A03.1234567%2B01%3A00",
			"processedDateTime=2026-11-10T01:02:03 -> processedDateTime=2026-11-10T01%3A02%3A03",
			"a=%&&=&=x&orderby=x&top=3&b=%00&b=2 -> top=3" })
	void ofCommercialWhenSpelledInAnyWayIsCanonical(String query, String canonical) {
		assertThat(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, query).parameters()).isEqualTo(canonical);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a=b", "&", "=", "%", "$top=5" })
	void ofCommercialWhenNothingIsDefinedIsEmpty(String query) {
		assertThat(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, query))
			.isEqualTo(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, null));
	}

	@ParameterizedTest
	@CsvSource(delimiterString = " names ", value = { "top=0 names top", "top=10001 names top", "top=-1 names top",
			"top=%2B1 names top", "top=1.0 names top", "top=1e3 names top", "top=99999999999999999999 names top",
			"top= names top", "top names top", "top=%20 names top", "top=1&top=1 names top", "top=1&TOP=2 names top",
			"top=%zz names top", "top=%C3%28 names top", "top=1%0d%0aX:y names top", "skip=-1 names skip",
			"skip=2147483648 names skip", "skip=x names skip", "groupby= names groupby", "groupby=, names groupby",
			"groupby=foo names groupby", "groupby=channel,channel names groupby", "groupby=channel;top names groupby",
			"groupby=channel,workloadName names groupby", "filter= names filter", "filter=x names filter",
			"filter=channel names filter", "filter=channel+eq names filter", "filter=channel+eq+reseller names filter",
			"filter=channel+eq+'reseller names filter", "filter=channel+eq+'a'' names filter",
			"filter=channel+eq+%22a%22 names filter", "filter=channel+gt+'a' names filter",
			"filter=workloadName+eq+'a' names filter", "filter=(channel+eq+'a' names filter",
			"filter=channel+eq+'a') names filter", "filter=()+channel+eq+'a' names filter",
			"filter=channel+eq+'a'+and names filter", "filter=channel+eq+'a'+channel+eq+'b' names filter",
			"filter=not+channel+eq+'a' names filter", "filter=channel+eq+'a'%09 names filter",
			"filter=channel+eq+'a%00' names filter", "filter=channel+eq+'a%7F' names filter",
			"filter=channel+eq+'a%C2%85' names filter", "filter=channel+eq+'a'&filter=channel+eq+'a' names filter",
			"processedDateTime=yesterday names processedDateTime",
			"processedDateTime=2026-13-01 names processedDateTime",
			"processedDateTime=2026-02-30 names processedDateTime",
			"processedDateTime=2026-11-10T25:00:00Z names processedDateTime",
			"processedDateTime=2026-11-10Z names processedDateTime" })
	void ofCommercialWhenMalformedNamesTheParameterAndNotItsValue(String query, String parameter) {
		assertThatExceptionOfType(InvalidParameterException.class)
			.isThrownBy(() -> ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_DEPLOYMENT, query))
			.withMessageStartingWith("The parameter " + parameter + " must be ")
			.withMessageNotContainingAny("reseller", "yesterday", "foo");
	}

	@Test
	void ofCommercialWhenNestedAsDeepAsARequestLineAllowsReadsIt() {
		int depth = 3_000;
		String filter = "(".repeat(depth) + "channel+eq+'a'" + ")".repeat(depth);
		assertThat(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, "filter=" + filter).parameters())
			.startsWith("filter=%28%28");
	}

	@Test
	void ofCommercialWhenCanonicalIsReadAsItself() {
		String query = "top=7&skip=3&filter=channel%20eq%20%27a%27%27b%20%27&groupby=serviceName%2Cchannel"
				+ "&processedDateTime=2026-11-10T00%3A00%3A00%2B00%3A00";
		assertThat(ReportQuery.ofCommercial(LicenseReport.COMMERCIAL_USAGE, query).parameters()).isEqualTo(query);
	}

}
