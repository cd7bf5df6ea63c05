package org.partnergateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the gateway.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class PartnerLicenseGateway {

	static void main(String[] args) {
		SpringApplication.run(PartnerLicenseGateway.class, args);
	}

}
