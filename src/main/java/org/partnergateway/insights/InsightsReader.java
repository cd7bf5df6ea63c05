package org.partnergateway.insights;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Reads the rows of a report one after the other, without building a tree.
 */
final class InsightsReader {

	private static final JsonFactory JSON = new JsonFactory();

	private final LicenseReport report;

	private final Insight nothing;

	private final List<Insight> rows = new ArrayList<>();

	InsightsReader(LicenseReport report) {
		this.report = report;
		this.nothing = insight(new Members());
	}

	Insights read(byte[] body) {
		Members envelope = new Members();
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() == null) {
				throw new IllegalArgumentException("The body is empty");
			}
			readEnvelope(parser, envelope);
			if (parser.nextToken() != null) {
				throw new IllegalArgumentException("Something follows the end of the body");
			}
		}
		catch (JacksonException ex) {
			// Without its message and the cause, which quote the body.
			throw new IllegalArgumentException("The body is not well-formed JSON");
		}
		return new Insights(this.rows, envelope.count("totalCount"), envelope.text("@nextLink"));
	}

	private void readEnvelope(JsonParser parser, Members envelope) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			if (parser.nextToken() == JsonToken.START_ARRAY && name.equalsIgnoreCase(this.report.rows())) {
				readRows(parser);
			}
			else {
				envelope.read(name, parser);
			}
		}
	}

	private void readRows(JsonParser parser) {
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() != JsonToken.START_OBJECT) {
				parser.skipChildren();
				continue;
			}
			Members members = new Members();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				members.read(name, parser);
			}
			Insight row = insight(members);
			if (!row.equals(this.nothing)) {
				this.rows.add(row);
			}
		}
	}

	private Insight insight(Members members) {
		return switch (this.report) {
			case PARTNER_DEPLOYMENT, CUSTOMER_DEPLOYMENT, COMMERCIAL_DEPLOYMENT -> deployment(members);
			case PARTNER_USAGE, CUSTOMER_USAGE, COMMERCIAL_USAGE -> usage(members);
		};
	}

	private static DeploymentInsight deployment(Members members) {
		Long sold = members.count("licensesSold");
		Long deployed = members.count("licensesDeployed");
		Double percent = members.percent(deployed, sold, "proratedDeploymentPercent", "deploymentPercent");
		return new DeploymentInsight(subject(members), sold, deployed, percent, members.time("processedDateTime"));
	}

	private static UsageInsight usage(Members members) {
		Named workload = new Named(members.text("workloadCode"), members.text("workloadName"));
		Long qualified = members.count("licensesQualified");
		// Partner Center's own sample of the commercial report uses the singular.
		Long active = members.count("licensesActive", "licenseActive");
		Double percent = members.percent(active, qualified, "proratedLicensesUsagePercent", "usagePercent");
		return new UsageInsight(subject(members), workload, qualified, active, percent,
				members.time("processedDateTime"));
	}

	private static Subject subject(Members members) {
		Named customer = new Named(members.text("customerTenantId", "customerId"), members.text("customerName"));
		Named product = new Named(members.text("productId"), members.text("productName"));
		Named service = new Named(members.text("serviceCode"), members.text("serviceName"));
		return new Subject(customer, product, service, members.text("channel"));
	}

}
