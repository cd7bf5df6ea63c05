package org.partnergateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * Starts the gateway. There is no error page: every error is a problem, written by the
 * {@code problem} package. Access tokens are verified in the {@code callers} package.
 */
@SpringBootApplication(proxyBeanMethods = false,
		exclude = { ErrorMvcAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class,
				DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class,
				DataRedisRepositoriesAutoConfiguration.class })
public class PartnerLicenseGateway {

	static void main(String[] args) {
		OrderlyExit exit = new OrderlyExit(Runtime.getRuntime()::halt);
		// Handlers run in reverse order, after the context has been closed. The first one
		// added runs last, even after that of the logging system.
		SpringApplication.getShutdownHandlers().add(exit);
		SpringApplication.run(PartnerLicenseGateway.class, args);
		exit.arm();
	}

}
