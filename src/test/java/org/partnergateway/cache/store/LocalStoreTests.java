package org.partnergateway.cache.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.partnergateway.cache.TestTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LocalStore}.
 */
class LocalStoreTests {

	private static final Duration LONGEST_USE = Duration.ofSeconds(100);

	private final TestTime time = new TestTime();

	private final LocalStore<String, String> store = new LocalStore<>(100, (key, value) -> value.length(), LONGEST_USE,
			this.time);

	@Test
	void getWhenStoredReturnsTheSame() {
		Cached<String> entry = entry("one");
		assertThat(this.store.put("a", entry)).isTrue();
		assertThat(this.store.get("a")).isSameAs(entry);
		assertThat(this.store.get("b")).isNull();
	}

	@Test
	void getWhenRemovedReturnsNothing() {
		this.store.put("a", entry("one"));
		this.store.remove("a", this.time.instant());
		assertThat(this.store.get("a")).isNull();
	}

	@Test
	void putWhenAListenerThrowsStoresAndTellsTheNextOne() {
		List<String> told = new ArrayList<>();
		this.store.onStored((key, entry) -> {
			throw new IllegalStateException("not listening");
		});
		this.store.onStored((key, entry) -> {
			throw new StackOverflowError();
		});
		this.store.onStored((key, entry) -> told.add(entry.value()));
		Cached<String> entry = entry("one");
		assertThat(this.store.put("a", entry)).isTrue();
		assertThat(this.store.get("a")).isSameAs(entry);
		assertThat(told).containsExactly("one");
	}

	@Test
	void isOutdatedWhenSomethingNewerWasThereThoughItIsGone() {
		Cached<String> old = entry("one");
		this.time.advance(Duration.ofMillis(1));
		Cached<String> newer = entry("two");
		this.store.put("a", newer);
		this.store.remove("a", newer.fetchedAt());
		assertThat(this.store.isOutdated("a", old)).isTrue();
		assertThat(this.store.isOutdated("a", newer)).isFalse();
		assertThat(this.store.isOutdated("b", old)).isFalse();
	}

	@Test
	void outdateRemovesWhatIsOlderAlone() {
		Cached<String> entry = entry("one");
		this.store.put("a", entry);
		this.store.outdate("a", entry.fetchedAt().minusMillis(1));
		assertThat(this.store.get("a")).isSameAs(entry);
		this.store.outdate("a", entry.fetchedAt().plusMillis(1));
		assertThat(this.store.get("a")).isNull();
	}

	@Test
	void fetchedAtWhenTheClockWasSetBackIsLaterThanWhatCameBefore() {
		Cached<String> before = entry("one");
		this.store.put("a", before);
		this.time.setBack(Duration.ofMinutes(1));
		assertThat(this.store.fetchedAt("a", this.time.instant())).isEqualTo(before.fetchedAt().plusMillis(1));
		assertThat(this.store.fetchedAt("b", this.time.instant())).isEqualTo(this.time.instant());
	}

	@Test
	void fetchedAtWhenTheClockWasFarAheadIsThePresent() {
		this.store.put("a", entry("one"));
		this.time.setBack(Duration.ofDays(1));
		assertThat(this.store.fetchedAt("a", this.time.instant())).isEqualTo(this.time.instant());
	}

	@Test
	void getWhenOldOutlivesTheLongestUseByAMinute() {
		this.store.put("a", entry("one"));
		this.time.advance(LONGEST_USE.plusMinutes(1).minusMillis(1));
		assertThat(this.store.get("a")).isNotNull();
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.store.get("a")).isNull();
	}

	@Test
	void getWhenReplacedWithinASecondCountsFromTheSecondWrite() {
		this.store.put("a", entry("one"));
		this.time.advance(Duration.ofMillis(900));
		Cached<String> second = entry("two");
		this.store.put("a", second);
		this.time.advance(LONGEST_USE);
		assertThat(this.store.get("a")).isSameAs(second);
	}

	@Test
	void putTellsEveryListenerInTheOrderInWhichTheyCame() {
		List<String> told = new ArrayList<>();
		this.store.onStored((key, stored) -> told.add("first " + key));
		this.store.onStored((key, stored) -> told.add("second " + key));
		this.store.put("a", entry("one"));
		assertThat(told).containsExactly("first a", "second a");
	}

	@Test
	void putWhenAsHeavyAsTheStoreKeeps() {
		assertThat(this.store.put("a", entry("x".repeat(100)))).isTrue();
		assertThat(this.store.get("a")).isNotNull();
	}

	@Test
	void putWhenHeavierThanTheStoreKeepsNothing() {
		this.store.put("a", entry("one"));
		assertThat(this.store.put("a", entry("x".repeat(101)))).isFalse();
		assertThat(this.store.get("a")).isNull();
	}

	@Test
	void putWhenFullMakesRoom() {
		IntStream.range(0, 50).forEach((number) -> this.store.put("key " + number, entry("x".repeat(10))));
		assertThat(this.store.size()).isEqualTo(10);
		assertThat(this.store.weight()).isEqualTo(100);
	}

	@Test
	void putWhenWeigherFailsKeepsTheOld() {
		LocalStore<String, String> picky = new LocalStore<>(100, LocalStoreTests::weighOnlyOne, LONGEST_USE, this.time);
		Cached<String> old = entry("one");
		picky.put("a", old);
		assertThatIllegalStateException().isThrownBy(() -> picky.put("a", entry("two")));
		assertThat(picky.get("a")).isSameAs(old);
	}

	private static int weighOnlyOne(String key, String value) {
		if (value.equals("one")) {
			return 1;
		}
		throw new IllegalStateException("too strange to weigh");
	}

	private Cached<String> entry(String value) {
		return new Cached<>(value, this.time.instant(), Duration.ofSeconds(10));
	}

}
