package org.partnergateway.sandbox.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.HttpHeaders;

/**
 * Sends an answer: late, whole, in half, or not at all.
 */
public final class Delivery {

	private Delivery() {
	}

	/**
	 * Sends an answer.
	 * @param answer the answer
	 * @param faults what goes wrong on the way
	 * @param response the response
	 * @return the end of the exchange; holds no thread until then
	 */
	public static Mono<Void> deliver(Answer answer, SandboxFaults faults, HttpServerResponse response) {
		Mono<Void> sent = Mono.defer(() -> Mono.from(send(answer, faults, response)));
		Duration latency = faults.latency();
		return latency.isZero() ? sent : Mono.delay(latency).then(sent);
	}

	private static Publisher<Void> send(Answer answer, SandboxFaults faults, HttpServerResponse response) {
		return switch (faults.kind()) {
			case RESET -> reset(response);
			case HANG -> Mono.never();
			case CUT_SHORT -> cutShort(answer, response);
			default -> {
				byte[] body = head(answer, response);
				yield response.sendByteArray(Mono.just(body));
			}
		};
	}

	private static Publisher<Void> cutShort(Answer answer, HttpServerResponse response) {
		byte[] body = head(answer, response);
		ByteBuf half = Unpooled.wrappedBuffer(body, 0, body.length / 2);
		// A Flux that is flushed at once. A Mono would be sent as a complete response,
		// and what is not flushed would wait for the end of the exchange, which never
		// comes.
		return response.send(Flux.just(half), (part) -> true)
			.then(Mono.fromRunnable(() -> response.withConnection(DisposableChannel::dispose)));
	}

	private static Publisher<Void> reset(HttpServerResponse response) {
		response.withConnection((connection) -> {
			// With a linger time of zero, close resets the connection.
			connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
			connection.dispose();
		});
		return Mono.never();
	}

	private static byte[] head(Answer answer, HttpServerResponse response) {
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		response.status(answer.status());
		answer.headers().forEach(response::header);
		response.header(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
		response.header(HttpHeaders.DATE,
				DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
		return body;
	}

}
