package org.partnergateway.problem;

import org.apache.catalina.core.StandardHost;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Wires problems.
 */
@Configuration(proxyBeanMethods = false)
@Import(ProblemHandler.class)
class ProblemConfiguration {

	@Bean
	Problems problems(ObjectProvider<ProblemListener> listeners) {
		return new Problems(JsonMapper.shared(), listeners.orderedStream().toList());
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems(Problems problems) {
		return (factory) -> factory.addContextCustomizers((context) -> {
			StandardHost host = (StandardHost) context.getParent();
			host.setErrorReportValveClass(ContainerProblems.class.getName());
			host.getPipeline().addValve(new ContainerProblems(problems));
		});
	}

	/**
	 * Answers a path that the firewall rejects as one that does not exist.
	 */
	@Bean
	RequestRejectedHandler requestRejectedHandler(Problems problems) {
		return (request, response, rejection) -> problems.write(request, response,
				Problem.of(ProblemType.NOT_FOUND, ProblemHandler.NO_SUCH_PATH));
	}

}
