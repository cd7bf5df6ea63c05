package org.partnergateway.cache.shared;

import java.time.Duration;

import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions.RefreshTrigger;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisConfiguration}, whose Redis is not there.
 */
class RedisConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(RedisConfiguration.class)
		.withPropertyValues("reports.shared-store=redis", "spring.data.redis.port=1");

	@Test
	void topologyOfAClusterIsFollowed() {
		this.runner.withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:1").run((context) -> {
			ClusterTopologyRefreshOptions refresh = refresh(client(context.getBean(LettuceConnectionFactory.class)));
			assertThat(refresh.isPeriodicRefreshEnabled()).isTrue();
			assertThat(refresh.getRefreshPeriod()).isEqualTo(Duration.ofSeconds(15));
			assertThat(refresh.getAdaptiveRefreshTriggers()).contains(RefreshTrigger.MOVED_REDIRECT,
					RefreshTrigger.PERSISTENT_RECONNECTS);
		});
	}

	@Test
	void topologyOfAClusterIsFollowedAsTheOperatorSays() {
		this.runner
			.withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:1",
					"spring.data.redis.lettuce.cluster.refresh.period=7s")
			.run((context) -> assertThat(
					refresh(client(context.getBean(LettuceConnectionFactory.class))).getRefreshPeriod())
				.isEqualTo(Duration.ofSeconds(7)));
	}

	@Test
	void driverLeavesTimeForALargeEntryWhateverTheTimeoutOfACommand() {
		this.runner.withPropertyValues("spring.data.redis.timeout=50ms")
			.run((context) -> assertThat(client(context.getBean(LettuceConnectionFactory.class)).getCommandTimeout())
				.isEqualTo(Duration.ofSeconds(5)));
	}

	private static ClusterTopologyRefreshOptions refresh(LettuceClientConfiguration client) {
		return ((ClusterClientOptions) client.getClientOptions().orElseThrow()).getTopologyRefreshOptions();
	}

	private static LettuceClientConfiguration client(LettuceConnectionFactory connections) {
		return connections.getClientConfiguration();
	}

}
