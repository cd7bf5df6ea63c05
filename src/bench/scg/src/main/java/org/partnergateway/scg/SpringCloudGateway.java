package org.partnergateway.scg;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Spring Cloud Gateway with its local response cache, as its documentation sets it up.
 */
@SpringBootApplication
public class SpringCloudGateway {

	public static void main(String[] args) {
		SpringApplication.run(SpringCloudGateway.class, args);
	}

}
