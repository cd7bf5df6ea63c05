package org.partnergateway.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches small documents of other systems, each over a connection of its own, through
 * the proxy if there is one, and from servers that the JVM trusts. Safe for use by any
 * thread.
 */
public final class Documents {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final int MOST_BYTES = 1024 * 1024;

	private static final int MOST_REDIRECTIONS = 5;

	private static final int OK = 200;

	private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

	private final Outbound outbound;

	private final Duration patience;

	/**
	 * Creates an instance.
	 * @param outbound prepares the connections
	 * @param patience the longest time that a document may take, with all redirections
	 */
	public Documents(Outbound outbound, Duration patience) {
		this.outbound = outbound;
		this.patience = patience;
	}

	/**
	 * Gets a document. Blocks.
	 * @param url an absolute http or https URL. At most five redirections are followed,
	 * to URLs of the same scheme
	 * @return its text, read as UTF-8
	 * @throws IOException if it is not received in time, has a status other than 200, or
	 * is larger than 1 MB
	 */
	public String get(URI url) throws IOException {
		try {
			return get(url, MOST_REDIRECTIONS).timeout(this.patience).toFuture().get();
		}
		catch (ExecutionException ex) {
			throw switch (ex.getCause()) {
				case IOException met -> met;
				case TimeoutException late ->
					new IOException("no whole answer within %d ms".formatted(this.patience.toMillis()), late);
				case null, default -> new IOException(ex.getCause());
			};
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private Mono<String> get(URI url, int redirections) {
		return answer(url).flatMap((answer) -> {
			if (answer.status() == OK) {
				return Mono.just(answer.body());
			}
			if (!REDIRECTIONS.contains(answer.status()) || answer.location() == null || redirections == 0) {
				return Mono.error(new IOException("the answer has status " + answer.status()));
			}
			URI next = url.resolve(answer.location());
			return isLike(url, next) ? get(next, redirections - 1)
					: Mono.error(new IOException("the redirection leads to another scheme"));
		});
	}

	private Mono<Answer> answer(URI url) {
		HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
			.disableRetry(true)
			.headers((headers) -> headers.set(HttpHeaderNames.ACCEPT, "application/json, */*;q=0.5"));
		return this.outbound.lead(url, client)
			.get()
			.uri(url)
			.response((response, content) -> content.asByteArray()
				.collect(ByteArrayOutputStream::new, Documents::append)
				.map((body) -> Answer.of(response, body)))
			.single();
	}

	private static void append(ByteArrayOutputStream body, byte[] part) {
		if (body.size() + part.length > MOST_BYTES) {
			throw new IllegalStateException("the answer is larger than 1 MB");
		}
		body.writeBytes(part);
	}

	private static boolean isLike(URI url, URI next) {
		return next.getHost() != null && String.valueOf(next.getScheme())
			.toLowerCase(Locale.ROOT)
			.equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT));
	}

	private record Answer(int status, @Nullable String location, String body) {

		static Answer of(HttpClientResponse response, ByteArrayOutputStream body) {
			return new Answer(response.status().code(), response.responseHeaders().get(HttpHeaderNames.LOCATION),
					body.toString(StandardCharsets.UTF_8));
		}

	}

}
