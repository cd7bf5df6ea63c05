package org.partnergateway;

import org.springframework.boot.SpringApplication;

/**
 * Starts the gateway over its sandbox, for the run button of an IDE. Nothing has to be
 * set.
 */
public final class SandboxGateway {

	private SandboxGateway() {
	}

	static void main(String[] args) {
		SpringApplication.from(PartnerLicenseGateway::main).withAdditionalProfiles("sandbox").run(args);
	}

}
