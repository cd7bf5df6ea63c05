package org.partnergateway.cache.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.cache.store.Cached;
import org.partnergateway.cache.store.FreshnessPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntryFormat}.
 */
class EntryFormatTests {

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123Z");

	private static final FreshnessPolicy FRESHNESS = new FreshnessPolicy(Duration.ofMinutes(15), Duration.ofMinutes(15),
			Duration.ofDays(3));

	private final EntryFormat<String, String> format = new EntryFormat<>(new Text(), FRESHNESS,
			InstantSource.fixed(NOW));

	@Test
	void readWhenWrittenIsTheSame() {
		Cached<String> entry = new Cached<>("value", NOW.minusSeconds(60), Duration.ofMinutes(10));
		byte[] bytes = this.format.write(entry);
		assertThat(read(bytes)).isEqualTo(entry);
		assertThat(readTime(bytes)).isEqualTo(entry.fetchedAt());
	}

	@ParameterizedTest
	@ValueSource(longs = { 301_000, 86_400_000, Long.MAX_VALUE / 2, -259_201_000, -Long.MAX_VALUE / 2 })
	void readWhenFetchedInTheFutureOrTooLongAgoIsNone(long fetchedAfterNow) {
		byte[] bytes = bytes(1, 1, NOW.toEpochMilli() + fetchedAfterNow, 1_000);
		assertThat(read(bytes)).isNull();
		assertThat(readTime(bytes)).isNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, Long.MAX_VALUE, 0, -1 })
	void readWhenTimeIsNonsenseIsNone(long fetchedAt) {
		assertThat(read(bytes(1, 1, fetchedAt, 1_000))).isNull();
	}

	@Test
	void readWhenTheWritersClockIsALittleAheadIsTheEntry() {
		assertThat(read(bytes(1, 1, NOW.toEpochMilli() + 299_000, 1_000))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE })
	void readWhenTimeToLiveIsNegativeIsNone(long timeToLive) {
		assertThat(read(bytes(1, 1, NOW.toEpochMilli(), timeToLive))).isNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { 900_001, 86_400_000, Long.MAX_VALUE })
	void readWhenTimeToLiveIsLongerThanIsConfiguredHasTheConfiguredOne(long timeToLive) {
		Cached<String> read = read(bytes(1, 1, NOW.toEpochMilli(), timeToLive));
		assertThat(read).isNotNull();
		assertThat(read.timeToLive()).isEqualTo(Duration.ofMinutes(15));
	}

	@Test
	void readWhenOfAnotherVersionIsNone() {
		assertThat(read(bytes(2, 1, NOW.toEpochMilli(), 1_000))).isNull();
		assertThat(read(bytes(1, 2, NOW.toEpochMilli(), 1_000))).isNull();
	}

	@Test
	void readWhenCutShortOrTooLongIsNone() {
		byte[] bytes = bytes(1, 1, NOW.toEpochMilli(), 1_000);
		for (int length = 0; length < EntryFormat.HEAD; length++) {
			assertThat(read(Arrays.copyOf(bytes, length))).isNull();
		}
		assertThat(read(Arrays.copyOf(bytes, EntryFormat.LARGEST + 1))).isNull();
	}

	@Test
	void readWhenTheValueIsNoneOfTheKeysIsNone() {
		assertThat(this.format.read("another", bytes(1, 1, NOW.toEpochMilli(), 1_000))).isNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 299_000, -86_400_000 })
	void readOutdatedTellsWhenSomethingNewerWasFetched(long afterNow) {
		Instant newer = NOW.plusMillis(afterNow);
		byte[] head = Arrays.copyOf(EntryFormat.outdated(newer), EntryFormat.HEAD);
		assertThat(this.format.readOutdated(head)).isEqualTo(newer);
		assertThat(this.format.readTime(head)).isNull();
	}

	@Test
	void readOutdatedWhenItIsAnEntryOrInTheFutureIsNone() {
		assertThat(this.format.readOutdated(bytes(1, 1, NOW.toEpochMilli(), 1_000))).isNull();
		assertThat(this.format.readOutdated(bytes(2, 0, NOW.toEpochMilli() + 301_000, 0))).isNull();
		assertThat(this.format.readOutdated(bytes(2, 0, Long.MIN_VALUE, 0))).isNull();
	}

	@Test
	void writeWhenTheValueCannotBeWrittenWritesNothing() {
		assertThat(this.format.write(new Cached<>("", NOW, Duration.ofMinutes(10)))).isNull();
	}

	private @Nullable Cached<String> read(byte @Nullable [] bytes) {
		assertThat(bytes).isNotNull();
		return this.format.read("key", bytes);
	}

	private @Nullable Instant readTime(byte @Nullable [] bytes) {
		assertThat(bytes).isNotNull();
		return this.format.readTime(Arrays.copyOf(bytes, EntryFormat.HEAD));
	}

	private static byte[] bytes(int version, int valueVersion, long fetchedAt, long timeToLive) {
		return ByteBuffer.allocate(EntryFormat.HEAD + 1)
			.put((byte) version)
			.put((byte) valueVersion)
			.putLong(fetchedAt)
			.putLong(timeToLive)
			.put((byte) 'x')
			.array();
	}

	/**
	 * Text that belongs to one key, and is never empty.
	 */
	private static final class Text implements ValueFormat<String, String> {

		@Override
		public int version() {
			return 1;
		}

		@Override
		public byte[] write(String value) throws IOException {
			if (value.isEmpty()) {
				throw new IOException("it is empty");
			}
			return value.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String read(String key, byte[] bytes) throws IOException {
			if (!key.equals("key")) {
				throw new IOException("it is another's");
			}
			return new String(bytes, StandardCharsets.UTF_8);
		}

	}

}
