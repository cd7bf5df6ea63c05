package org.partnergateway.insights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * A body of each report.
 */
final class Samples {

	private Samples() {
	}

	static byte[] of(LicenseReport report) {
		String home = report.isOfPartner() ? "/org/partnergateway/" : "/org/partnergateway/insights/";
		String name = home + report.label() + ".json";
		try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Insights read(LicenseReport report, String body) {
		return Insights.read(report, body.getBytes(StandardCharsets.UTF_8));
	}

}
