package org.partnergateway.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * Tests of the whole gateway with its sandbox, open to everybody and hardly limited, with
 * a clock that the test moves. All classes that have this share one started application,
 * so before each test the sandbox is reset, and the clock moves past what others have
 * stored.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "management.prometheus.metrics.export.enabled=true",
				"callers.rate-limit.requests=1000000", "callers.rate-limit.fetches=1000000", "reports.keep-warm=false",
				"partner-center.attempt-timeout=2s", "partner-center.deadline=8s" })
@ActiveProfiles("sandbox")
@Import(MovableClock.Wiring.class)
@ExtendWith(SandboxReset.class)
public @interface InSandbox {

}
