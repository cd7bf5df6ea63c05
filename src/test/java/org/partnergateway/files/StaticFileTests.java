package org.partnergateway.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StaticFile}.
 */
class StaticFileTests {

	private final AtomicInteger made = new AtomicInteger();

	@Test
	void contentWhenManyAskAtOnceIsMadeOnceAndNotBefore() throws Exception {
		int callers = 8;
		CountDownLatch asking = new CountDownLatch(callers);
		StaticFile file = new StaticFile("text/plain", "no-cache", () -> {
			this.made.incrementAndGet();
			return "content".getBytes(US_ASCII);
		});
		assertThat(this.made).hasValue(0);
		List<Future<StaticFile.Content>> contents = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
			for (int i = 0; i < callers; i++) {
				contents.add(threads.submit(() -> {
					asking.countDown();
					asking.await();
					return file.content();
				}));
			}
		}
		for (Future<StaticFile.Content> content : contents) {
			assertThat(content.resultNow()).isSameAs(file.content());
		}
		assertThat(this.made).hasValue(1);
	}

	@Test
	void contentWhenItCouldNotBeMadeIsMadeByTheNextOne() throws Exception {
		StaticFile file = new StaticFile("text/plain", "no-cache", () -> {
			if (this.made.incrementAndGet() == 1) {
				throw new IOException("not there");
			}
			return "content".getBytes(US_ASCII);
		});
		assertThatExceptionOfType(IOException.class).isThrownBy(file::content);
		assertThat(file.content().plain()).asString(US_ASCII).isEqualTo("content");
	}

}
