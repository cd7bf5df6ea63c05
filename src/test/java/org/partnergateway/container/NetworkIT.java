package org.partnergateway.container;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.container.GatewayContainer.DEPLOYMENT;
import static org.partnergateway.container.GatewayContainer.USAGE;

/**
 * Tests for a gateway whose way to Partner Center is cut, so that what it sends is lost
 * without a word.
 */
@NeedsDocker
class NetworkIT {

	@Test
	void reportIsAnsweredWhilePartnerCenterIsOutOfReachAndIsFreshAfterwards() throws Exception {
		try (Network network = Network.newNetwork();
				PartnerCenterContainer partnerCenter = new PartnerCenterContainer(network);
				GatewayContainer gateway = GatewayContainer.over(partnerCenter)
					.withEnv("REPORTS_TIME_TO_LIVE", "1s")
					.withEnv("REPORTS_STALE_WHILE_REVALIDATE", "1s")
					.withEnv("PARTNER_CENTER_ATTEMPT_TIMEOUT", "1s")
					.withEnv("PARTNER_CENTER_DEADLINE", "2s")) {
			partnerCenter.start();
			gateway.start();
			// On a busy machine the first call may take longer than an attempt may.
			patience().until(() -> gateway.get(USAGE).statusCode() == 200);
			partnerCenter.disconnect();
			patience().until(() -> age(gateway) > 4);
			assertThat(gateway.get(DEPLOYMENT).statusCode()).isIn(503, 504);
			assertThat(gateway.readiness()).isEqualTo(200);
			partnerCenter.reconnect();
			patience().until(() -> age(gateway) <= 1);
			patience().until(() -> gateway.get(DEPLOYMENT).statusCode() == 200);
		}
	}

	private static int age(GatewayContainer gateway) throws Exception {
		HttpResponse<String> answer = gateway.get(USAGE);
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(PartnerCenterStub.REPORT);
		return Integer.parseInt(answer.headers().firstValue("Age").orElseThrow());
	}

	private static ConditionFactory patience() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

}
