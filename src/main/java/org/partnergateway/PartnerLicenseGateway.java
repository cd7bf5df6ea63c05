package org.partnergateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * Starts the gateway. There is no error page: what is not a report is a problem, and the
 * {@code problem} package writes all of those. Access tokens are decided on in the
 * {@code callers} package.
 */
@SpringBootApplication(proxyBeanMethods = false,
		exclude = { ErrorMvcAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class,
				DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class,
				DataRedisRepositoriesAutoConfiguration.class })
public class PartnerLicenseGateway {

	static void main(String[] args) {
		OrderlyExit exit = new OrderlyExit(Runtime.getRuntime()::halt);
		// These run in reverse, after the context has been closed: what is added first
		// has the last word, even after logging's.
		SpringApplication.getShutdownHandlers().add(exit);
		SpringApplication.run(PartnerLicenseGateway.class, args);
		exit.arm();
	}

}
