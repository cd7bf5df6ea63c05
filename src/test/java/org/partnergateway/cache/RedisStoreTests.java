package org.partnergateway.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.partnergateway.RedisServer;
import org.partnergateway.cache.SharedStore.Shelf;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RedisStore} with a real Redis.
 */
class RedisStoreTests {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Cached<String> ENTRY = new Cached<>("välue", Instant.parse("2026-11-01T12:00:00.123Z"),
			Duration.ofMinutes(15));

	private static RedisServer redis;

	private static ConfigurableApplicationContext context;

	private final String key = UUID.randomUUID().toString();

	private final SharedStore<String, String> store = store(1);

	@BeforeAll
	static void start() throws IOException {
		redis = new RedisServer();
		context = new SpringApplicationBuilder(RedisConfiguration.class).web(WebApplicationType.NONE)
			.run("--reports.shared-store=redis", "--spring.data.redis.port=" + redis.port());
		// The first connection takes longer than a command may.
		await().ignoreExceptions().until(() -> store(1).look("any").join() != null);
	}

	@AfterAll
	static void stop() {
		if (context != null) {
			context.close();
			redis.close();
		}
	}

	@Test
	void lookWhenThereIsNothingFindsNothing() {
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf<>(null, null, false, Duration.ZERO));
	}

	@Test
	void lookWhenStoredFindsTheEntry() {
		this.store.put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf<>(ENTRY, null, false, Duration.ZERO));
	}

	@Test
	void lookWhenAnotherVersionHasWrittenFindsNothing() {
		store(2).put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join().entry()).isNull();
	}

	@Test
	void lookWhenSomethingElseIsThereFindsNothing() throws IOException {
		redis.run("SET partner-license-gateway:{test/%s} nonsense".formatted(this.key));
		assertThat(this.store.look(this.key).join().entry()).isNull();
	}

	@Test
	void putExpiresWithItsUse() throws IOException {
		this.store.put(this.key, ENTRY).join();
		String answer = redis.run("TTL partner-license-gateway:{test/%s}".formatted(this.key));
		assertThat(Integer.parseInt(answer.substring(1, answer.indexOf('\r')))).isBetween(259_100, 259_200);
	}

	@Test
	void putWhenALaterEntryIsThereKeepsThat() {
		Cached<String> later = fetchedAt(ENTRY.fetchedAt().plusMillis(1));
		this.store.put(this.key, later).join();
		this.store.put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join().entry()).isEqualTo(later);
	}

	@Test
	void putWhenAnEarlierEntryIsThereReplacesIt() {
		this.store.put(this.key, ENTRY).join();
		Cached<String> later = fetchedAt(ENTRY.fetchedAt().plusMillis(1));
		this.store.put(this.key, later).join();
		assertThat(this.store.look(this.key).join().entry()).isEqualTo(later);
	}

	@Test
	void putWhenTheEntryIsOfAClockThatIsFarAheadReplacesIt() {
		this.store.put(this.key, fetchedAt(Instant.now().plus(Duration.ofDays(1)))).join();
		this.store.put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join().entry()).isEqualTo(ENTRY);
	}

	@Test
	void putWhenSomethingElseIsThereReplacesIt() throws IOException {
		redis.run("RPUSH partner-license-gateway:{test/%s} nonsense".formatted(this.key));
		this.store.put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join().entry()).isEqualTo(ENTRY);
	}

	@Test
	void outdateRemovesWhatWasFetchedBeforeAndKeepsItOut() {
		Instant newer = ENTRY.fetchedAt().plusMillis(1);
		this.store.put(this.key, ENTRY).join();
		this.store.outdate(this.key, newer).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf<>(null, newer, false, Duration.ZERO));
		this.store.put(this.key, ENTRY).join();
		assertThat(this.store.look(this.key).join().entry()).isNull();
	}

	@Test
	void outdateKeepsWhatWasFetchedLater() {
		this.store.put(this.key, ENTRY).join();
		this.store.outdate(this.key, ENTRY.fetchedAt().minusMillis(1)).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf<>(ENTRY, null, false, Duration.ZERO));
	}

	@Test
	void claimWhenFreeIsGrantedOnce() {
		assertThat(this.store.claim(this.key, "a", LEASE).join()).isTrue();
		assertThat(this.store.claim(this.key, "b", LEASE).join()).isFalse();
		assertThat(this.store.look(this.key).join().claimed()).isTrue();
	}

	@Test
	void claimRunsOutUnlessItIsRenewed() {
		this.store.claim(this.key, "a", Duration.ofMillis(20)).join();
		await().until(() -> this.store.claim(this.key, "b", Duration.ofMillis(20)).join());
		this.store.renew(this.key, "b", LEASE).join();
		this.store.renew(this.key, "a", Duration.ofMillis(1)).join();
		await().during(Duration.ofMillis(50)).until(() -> this.store.look(this.key).join().claimed());
	}

	@Test
	void releaseWhenItIsAnothersClaimDoesNothing() {
		this.store.claim(this.key, "a", LEASE).join();
		this.store.release(this.key, "b").join();
		assertThat(this.store.look(this.key).join().claimed()).isTrue();
		this.store.release(this.key, "a").join();
		assertThat(this.store.look(this.key).join().claimed()).isFalse();
	}

	@Test
	void leaveAloneTakesThePlaceOfTheClaim() {
		this.store.claim(this.key, "a", LEASE).join();
		this.store.leaveAlone(this.key, "b", Duration.ofMinutes(5)).join();
		assertThat(this.store.look(this.key).join().claimed()).isTrue();
		this.store.leaveAlone(this.key, "a", Duration.ofMinutes(5)).join();
		Shelf<String> shelf = this.store.look(this.key).join();
		assertThat(shelf.claimed()).isFalse();
		assertThat(shelf.leftAlone()).isBetween(Duration.ofSeconds(290), Duration.ofMinutes(5));
		assertThat(this.store.claim(this.key, "c", LEASE).join()).isFalse();
	}

	@Test
	void everythingWhenRedisIsPausedFailsSoon() throws Exception {
		redis.pause();
		try {
			CompletableFuture<Shelf<String>> look = this.store.look(this.key);
			CompletableFuture<Void> put = this.store.put(this.key, ENTRY);
			await().until(() -> look.isCompletedExceptionally() && put.isCompletedExceptionally());
		}
		finally {
			redis.resume();
		}
		await().ignoreExceptions().until(() -> this.store.look(this.key).join() != null);
	}

	@Test
	void everythingWhenRedisHasGoneFailsAndComesBackWithIt() throws Exception {
		this.store.look(this.key).join();
		redis.kill();
		await().until(() -> this.store.look(this.key).handle((shelf, failure) -> failure != null).join());
		redis.restart();
		await().ignoreExceptions().until(() -> this.store.look(this.key).join() != null);
	}

	private static Cached<String> fetchedAt(Instant time) {
		return new Cached<>("other", time.truncatedTo(ChronoUnit.MILLIS), ENTRY.timeToLive());
	}

	private static SharedStore<String, String> store(int version) {
		return context.getBean(RedisStores.class).create((key) -> "test/" + key, new Text(version), Duration.ofDays(3));
	}

	private record Text(int version) implements ValueFormat<String> {

		@Override
		public byte[] write(String value) {
			return value.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String read(byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}

	}

}
