package org.partnergateway.cache.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.cache.shared.SharedStore.Shelf;
import org.partnergateway.cache.shared.SharedStore.Sign;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.FreshnessPolicy;
import org.partnergateway.harness.RedisServer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RedisStore} with a real Redis.
 */
class RedisStoreTests {

	private static final Shelf NOTHING = new Shelf(null, null, Sign.NONE, Duration.ZERO);

	private static final Duration LONG = Duration.ofDays(1);

	private static RedisServer redis;

	private static ConfigurableApplicationContext context;

	private final String key = UUID.randomUUID().toString();

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	private final Cached<String> entry = new Cached<>("välue", this.now, Duration.ofMinutes(15));

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
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
		assertThat(this.store.read(this.key).join()).isNull();
	}

	@Test
	void lookWhenStoredFindsTheEntry() {
		assertThat(this.store.put(this.key, this.entry).join()).isTrue();
		assertThat(this.store.look(this.key).join())
			.isEqualTo(new Shelf(this.entry.fetchedAt(), null, Sign.NONE, Duration.ZERO));
		assertThat(this.store.read(this.key).join()).isEqualTo(this.entry);
	}

	@Test
	void lookWhenTheEntryIsLargeDoesNotTransferIt() throws IOException {
		this.store.put(this.key, new Cached<>("x".repeat(9_000_000), this.now, Duration.ofMinutes(15))).join();
		long before = sent();
		for (int i = 0; i < 100; i++) {
			assertThat(this.store.look(this.key).join().fetchedAt()).isEqualTo(this.now);
		}
		assertThat(sent() - before).isLessThan(100_000);
		assertThat(requireNonNull(this.store.read(this.key).join()).value()).hasSize(9_000_000);
	}

	@Test
	void putWhenTooLargeStoresNothing() {
		Cached<String> large = new Cached<>("x".repeat(EntryFormat.LARGEST), this.now, Duration.ofMinutes(15));
		assertThat(this.store.put(this.key, large).join()).isFalse();
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
	}

	@Test
	void lookWhenAnotherVersionHasWrittenFindsNothing() {
		store(2).put(this.key, this.entry).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
		assertThat(this.store.read(this.key).join()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SET %s nonsense", "SET %s nonsense-that-is-longer-than-a-head-is", "LPUSH %s a b",
			"HSET %s a b", "SETRANGE %s 20000000 x", "SET %s x PX 100000" })
	void everythingWhenSomethingElseIsInPlaceOfTheEntryFindsNothingAndReplacesIt(String command) throws IOException {
		redis.run(command.formatted(entryName()));
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
		assertThat(this.store.put(this.key, this.entry).join()).isTrue();
		assertThat(this.store.read(this.key).join()).isEqualTo(this.entry);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SET %s somebody", "SET %s somebody PX 86400000", "LPUSH %s a b", "SADD %s a",
			"SET %s left-alone", "SET %s left-alone PX 86400000", "SET %s open", "SET %s open PX 310000",
			"SET %s left-alone-until:99999999999999", "SET %s left-alone-until:99999999999999 PX 86400000",
			"SET %s left-alone-until:-9223372036854775808", "SET %s left-alone-until:x PX 300000" })
	void everythingWhenNoReplicaCanHaveWrittenTheSignTakesItForNone(String command) throws IOException {
		redis.run(command.formatted(signName()));
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
		this.store.renew(this.key, "a").join();
		this.store.release(this.key, "a").join();
		this.store.leaveAlone(this.key, "a", LONG).join();
		assertThat(this.store.claim(this.key, "a").join()).isTrue();
		assertThat(this.store.look(this.key).join().sign()).isEqualTo(Sign.CLAIMED);
	}

	@Test
	void putExpiresWithItsUse() throws IOException {
		this.store.put(this.key, this.entry).join();
		assertThat(number("TTL " + entryName())).isBetween(259_100, 259_200);
	}

	@Test
	void putWhenALaterEntryIsThereKeepsThat() {
		Cached<String> later = fetchedAt(this.now.plusMillis(1));
		this.store.put(this.key, later).join();
		assertThat(this.store.put(this.key, this.entry).join()).isTrue();
		assertThat(this.store.read(this.key).join()).isEqualTo(later);
	}

	@Test
	void putWhenAnEarlierEntryIsThereReplacesIt() {
		this.store.put(this.key, this.entry).join();
		Cached<String> later = fetchedAt(this.now.plusMillis(1));
		this.store.put(this.key, later).join();
		assertThat(this.store.read(this.key).join()).isEqualTo(later);
	}

	@Test
	void putWhenTheEntryIsOfAClockThatIsFarAheadReplacesIt() {
		this.store.put(this.key, fetchedAt(this.now.plus(Duration.ofDays(1)))).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
		this.store.put(this.key, this.entry).join();
		assertThat(this.store.read(this.key).join()).isEqualTo(this.entry);
	}

	@Test
	void outdateRemovesWhatWasFetchedBeforeAndKeepsItOut() {
		Instant newer = this.now.plusMillis(1);
		this.store.put(this.key, this.entry).join();
		this.store.outdate(this.key, newer).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf(null, newer, Sign.NONE, Duration.ZERO));
		this.store.put(this.key, this.entry).join();
		assertThat(this.store.read(this.key).join()).isNull();
	}

	@Test
	void outdateKeepsWhatWasFetchedLater() {
		this.store.put(this.key, this.entry).join();
		this.store.outdate(this.key, this.now.minusMillis(1)).join();
		assertThat(this.store.look(this.key).join()).isEqualTo(new Shelf(this.now, null, Sign.NONE, Duration.ZERO));
	}

	@Test
	void claimWhenFreeIsGrantedOnce() {
		assertThat(this.store.claim(this.key, "a").join()).isTrue();
		assertThat(this.store.claim(this.key, "b").join()).isFalse();
		Shelf shelf = this.store.look(this.key).join();
		assertThat(shelf.sign()).isEqualTo(Sign.CLAIMED);
		assertThat(shelf.left()).isBetween(Duration.ofSeconds(1), SharedStore.LEASE);
	}

	@Test
	void claimRunsOutUnlessItIsRenewed() throws IOException {
		this.store.claim(this.key, "a").join();
		redis.run("PEXPIRE " + signName() + " 1");
		await().until(() -> this.store.claim(this.key, "b").join());
		redis.run("PEXPIRE " + signName() + " 1000");
		this.store.renew(this.key, "a").join();
		assertThat(number("PTTL " + signName())).isLessThanOrEqualTo(1_000);
		this.store.renew(this.key, "b").join();
		assertThat(number("PTTL " + signName())).isGreaterThan(1_000);
	}

	@Test
	void releaseWhenItIsAnothersClaimDoesNothing() {
		this.store.claim(this.key, "a").join();
		this.store.release(this.key, "b").join();
		assertThat(this.store.look(this.key).join().sign()).isEqualTo(Sign.CLAIMED);
		this.store.release(this.key, "a").join();
		assertThat(this.store.look(this.key).join()).isEqualTo(NOTHING);
	}

	@Test
	void leaveAloneTakesThePlaceOfTheClaim() {
		this.store.claim(this.key, "a").join();
		this.store.leaveAlone(this.key, "b", LONG).join();
		assertThat(this.store.look(this.key).join().sign()).isEqualTo(Sign.CLAIMED);
		this.store.leaveAlone(this.key, "a", LONG).join();
		Shelf shelf = this.store.look(this.key).join();
		assertThat(shelf.sign()).isEqualTo(Sign.LEFT_ALONE);
		assertThat(shelf.left()).isBetween(Duration.ofSeconds(290), Duration.ofMinutes(5));
		assertThat(this.store.claim(this.key, "c").join()).isFalse();
	}

	@Test
	void leaveAloneIsToldAsWhatIsLeftByTheClockOfRedis() throws IOException {
		this.store.claim(this.key, "a").join();
		this.store.leaveAlone(this.key, "a", Duration.ofMinutes(2)).join();
		assertThat(redis.run("GET " + signName())).contains("left-alone").doesNotContainPattern("[0-9]{5}");
		redis.run("PEXPIRE " + signName() + " 30000");
		assertThat(this.store.look(this.key).join().left()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
	}

	@Test
	void openTakesThePlaceOfTheClaimAndLastsForWhoeverRenewsIt() {
		this.store.claim(this.key, "a").join();
		this.store.open(this.key, "b", LONG).join();
		assertThat(this.store.look(this.key).join().sign()).isEqualTo(Sign.CLAIMED);
		this.store.open(this.key, "a", Duration.ofSeconds(9)).join();
		assertThat(this.store.look(this.key).join().sign()).isEqualTo(Sign.OPEN);
		assertThat(this.store.claim(this.key, "c").join()).isFalse();
		this.store.open(this.key, "c", LONG).join();
		assertThat(this.store.look(this.key).join().left()).isBetween(Duration.ofSeconds(290), Duration.ofMinutes(5));
	}

	@Test
	void pauseIsForAllKeysAndAsLongAsTheLongest() {
		SharedStore<String, String> owner = store(UUID.randomUUID().toString(), 1);
		assertThat(owner.pause().join()).isZero();
		owner.pause(Duration.ofSeconds(57)).join();
		owner.pause(Duration.ofSeconds(2)).join();
		assertThat(owner.pause().join()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(57));
		owner.pause(LONG).join();
		assertThat(owner.pause().join()).isBetween(Duration.ofSeconds(270), Duration.ofMinutes(5));
		assertThat(this.store.pause().join()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SET %s left-alone", "SET %s left-alone PX 86400000", "SET %s somebody PX 5000",
			"SET %s 57", "LPUSH %s left-alone" })
	void pauseWhenNoReplicaCanHaveWrittenItIsNone(String command) throws IOException {
		String owner = UUID.randomUUID().toString();
		redis.run(command.formatted("partner-license-gateway:{%s}:pause".formatted(owner)));
		assertThat(store(owner, 1).pause().join()).isZero();
		store(owner, 1).pause(Duration.ofSeconds(57)).join();
		assertThat(store(owner, 1).pause().join()).isPositive();
	}

	@Test
	void nothingFollowsOnTheEventLoopOfRedis() {
		Supplier<String> thread = () -> Thread.currentThread().getName();
		assertThat(this.store.look(this.key).thenApply((shelf) -> thread.get()).join()).doesNotContain("lettuce");
		assertThat(this.store.read(this.key).thenApply((entry) -> thread.get()).join()).doesNotContain("lettuce");
	}

	@Test
	void everythingWhenRedisIsPausedFailsSoon() throws Exception {
		redis.pause();
		try {
			CompletableFuture<Shelf> look = this.store.look(this.key);
			CompletableFuture<Boolean> put = this.store.put(this.key, this.entry);
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

	private static SharedStore<String, String> store(int version) {
		return store("test", version);
	}

	private static SharedStore<String, String> store(String owner, int version) {
		FreshnessPolicy freshness = new FreshnessPolicy(Duration.ofMinutes(15), Duration.ofMinutes(15),
				Duration.ofDays(3));
		return context.getBean(RedisStores.class).create(owner, (key) -> key, new Text(version), freshness);
	}

	private static Cached<String> fetchedAt(Instant time) {
		return new Cached<>("other", time, Duration.ofMinutes(15));
	}

	private String entryName() {
		return "partner-license-gateway:{test/%s}".formatted(this.key);
	}

	private String signName() {
		return entryName() + ":claim";
	}

	private static int number(String command) throws IOException {
		String answer = redis.run(command);
		return Integer.parseInt(answer.substring(1, answer.indexOf('\r')));
	}

	/**
	 * How many bytes Redis has sent to anybody.
	 */
	private static long sent() throws IOException {
		return redis.run("INFO stats")
			.lines()
			.filter((line) -> line.startsWith("total_net_output_bytes:"))
			.mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
			.findFirst()
			.orElseThrow();
	}

	private record Text(int version) implements ValueFormat<String, String> {

		@Override
		public byte[] write(String value) {
			return value.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String read(String key, byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}

	}

}
