package org.partnergateway.sandbox.analytics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, in their original order and spelling. Names are compared in
 * any letter case.
 */
final class Parameters {

	private final List<Parameter> parameters;

	private Parameters(List<Parameter> parameters) {
		this.parameters = parameters;
	}

	/**
	 * Reads a query.
	 * @param query the raw query; {@code null} if there was none
	 * @throws RefusedException if it is not form-encoded
	 */
	static Parameters of(@Nullable String query) {
		Stream<String> pairs = (query != null) ? Stream.of(query.split("&")) : Stream.empty();
		return new Parameters(pairs.filter((pair) -> !pair.isEmpty()).map(Parameter::of).toList());
	}

	/**
	 * The value of a parameter.
	 * @return the first value of that name; {@code null} if there is none or it is empty
	 */
	@Nullable String get(String name) {
		return this.parameters.stream()
			.filter((parameter) -> parameter.isNamed(name))
			.map(Parameter::value)
			.findFirst()
			.filter((value) -> !value.isEmpty())
			.orElse(null);
	}

	/**
	 * The same query with another value of one parameter.
	 * @return the raw query, with that parameter at its end
	 */
	String with(String name, String value) {
		Stream<String> others = this.parameters.stream()
			.filter((parameter) -> !parameter.isNamed(name))
			.map(Parameter::raw);
		return Stream.concat(others, Stream.of(name + "=" + value)).collect(Collectors.joining("&"));
	}

	private record Parameter(String raw, String name, String value) {

		static Parameter of(String pair) {
			String[] parts = pair.split("=", 2);
			return new Parameter(pair, decode(parts[0]), (parts.length == 2) ? decode(parts[1]) : "");
		}

		boolean isNamed(String other) {
			return this.name.equalsIgnoreCase(other);
		}

		private static String decode(String text) {
			try {
				return URLDecoder.decode(text, StandardCharsets.UTF_8);
			}
			catch (IllegalArgumentException ex) {
				throw RefusedException.badRequest("The query is not percent-encoded as it should be.");
			}
		}

	}

}
