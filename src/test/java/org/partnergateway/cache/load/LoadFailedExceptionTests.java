package org.partnergateway.cache.load;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoadFailedException}.
 */
class LoadFailedExceptionTests {

	private final IllegalStateException cause = new IllegalStateException("no");

	private final LoadFailedException failure = new LoadFailedException(this.cause, Duration.ofSeconds(3), false);

	@Test
	void createCarriesItsData() {
		assertThat(this.failure).hasMessage("no").hasCause(this.cause);
		assertThat(this.failure.failure()).isSameAs(this.cause);
		assertThat(this.failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.failure.attempted()).isFalse();
	}

	@Test
	void fromWhenOwnReturnsTheSame() {
		assertThat(LoadFailedException.from(this.failure)).isSameAs(this.failure);
		assertThat(LoadFailedException.from(new CompletionException(this.failure))).isSameAs(this.failure);
	}

	@Test
	void fromWhenForeignWrapsWhatIsInside() {
		LoadFailedException wrapped = LoadFailedException.from(new CompletionException(this.cause));
		assertThat(wrapped.failure()).isSameAs(this.cause);
		assertThat(wrapped.retryAfter()).isZero();
		assertThat(wrapped.attempted()).isTrue();
	}

	@Test
	void fromWhenNothingIsInsideWrapsTheOutside() {
		CompletionException empty = new CompletionException("empty", null);
		assertThat(LoadFailedException.from(empty).failure()).isSameAs(empty);
	}

}
