package org.partnergateway.cache.shared;

import java.time.Duration;
import java.util.Objects;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Wires Redis, only if replicas share what they load. Spring Boot's own configuration of
 * Redis is excluded from the application and imported here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reports.shared-store", havingValue = "redis")
@Import({ DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class })
class RedisConfiguration {

	private static final Duration SHORT = Duration.ofMillis(500);

	@Bean
	RedisStores redisStores(LettuceConnectionFactory connections, DataRedisProperties properties) {
		RedisSerializationContext<String, byte[]> serialization = RedisSerializationContext
			.<String, byte[]>newSerializationContext(RedisSerializer.string())
			.value(RedisSerializer.byteArray())
			.build();
		return new RedisStores(new RedisCalls(new ReactiveRedisTemplate<>(connections, serialization), connections,
				timeout(properties)));
	}

	/**
	 * Lets the driver wait as long as the slowest call may take; the timeouts of the
	 * other calls are shorter.
	 */
	@Bean
	LettuceClientConfigurationBuilderCustomizer withTimeForEntries(DataRedisProperties properties) {
		return (client) -> client.commandTimeout(RedisCalls.forEntry(timeout(properties)));
	}

	private static Duration timeout(DataRedisProperties properties) {
		return Objects.requireNonNullElse(properties.getTimeout(), SHORT);
	}

	/**
	 * Rejects a command at once that would wait for a lost connection.
	 */
	@Bean
	LettuceClientOptionsBuilderCustomizer withoutWaitingForConnections() {
		return (options) -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
	}

}
