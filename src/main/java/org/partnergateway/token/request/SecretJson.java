package org.partnergateway.token.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.Hints;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.BodyExtractors;

/**
 * Reads a JSON object without logging its fields. By default, Spring's decoders log what
 * they have decoded at DEBUG level.
 */
final class SecretJson implements BodyExtractor<Mono<Map<String, Object>>, ReactiveHttpInputMessage> {

	private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT = new ParameterizedTypeReference<>() {
	};

	@Override
	public Mono<Map<String, Object>> extract(ReactiveHttpInputMessage message, Context context) {
		return BodyExtractors.toMono(JSON_OBJECT).extract(message, new Quiet(context));
	}

	private record Quiet(Context context) implements Context {

		@Override
		public List<HttpMessageReader<?>> messageReaders() {
			return this.context.messageReaders();
		}

		@Override
		public Optional<ServerHttpResponse> serverResponse() {
			return this.context.serverResponse();
		}

		@Override
		public Map<String, Object> hints() {
			return Hints.merge(this.context.hints(), Hints.SUPPRESS_LOGGING_HINT, true);
		}

	}

}
