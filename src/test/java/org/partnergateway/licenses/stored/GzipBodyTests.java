package org.partnergateway.licenses.stored;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GzipBody}.
 */
class GzipBodyTests {

	private static final int MOST = 1_000_000;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_000, MOST })
	void decompressIsWhatWasCompressed(int length) throws IOException {
		byte[] body = new byte[length];
		new Random(length).nextBytes(body);
		assertThat(GzipBody.decompress(Representations.compress(body), MOST)).isEqualTo(body);
	}

	@ParameterizedTest
	@ValueSource(ints = { MOST + 1, 50 * MOST })
	void decompressWhenTooLongFails(int length) {
		assertFails(Representations.compress(new byte[length]));
	}

	@Test
	void decompressWhenItPromisesLessThanItHoldsFails() {
		byte[] bomb = Representations.compress(new byte[50 * MOST]);
		Arrays.fill(bomb, bomb.length - Integer.BYTES, bomb.length, (byte) 0);
		assertFails(bomb);
	}

	@Test
	void decompressWhenItPromisesMoreThanItHoldsFails() {
		byte[] bytes = Representations.compress(new byte[10]);
		bytes[bytes.length - Integer.BYTES] = 11;
		assertFails(bytes);
	}

	@Test
	void decompressWhenSomethingFollowsFails() {
		byte[] bytes = Representations.compress(new byte[10]);
		assertFails(Arrays.copyOf(bytes, bytes.length + 1));
		ByteArrayOutputStream twice = new ByteArrayOutputStream();
		twice.writeBytes(bytes);
		twice.writeBytes(bytes);
		assertFails(twice.toByteArray());
	}

	@Test
	void decompressWhenTheChecksumIsWrongFails() {
		byte[] bytes = Representations.compress("{\"items\":[1,2,3]}".getBytes(StandardCharsets.UTF_8));
		for (int i = 10; i < bytes.length - 9; i++) {
			byte[] wrong = bytes.clone();
			wrong[i] ^= 0x10;
			assertFails(wrong);
		}
	}

	@Test
	void decompressWhenTheHeaderHasMoreThanItMustFails() {
		byte[] bytes = Representations.compress(new byte[10]);
		bytes[3] = 8;
		assertFails(bytes);
	}

	private static void assertFails(byte[] bytes) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> GzipBody.decompress(bytes, MOST));
	}

}
