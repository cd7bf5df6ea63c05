package org.partnergateway.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes the inputs of a seed.
 */
final class Grammar {

	private static final int LONGEST = 60_000;

	private final long seed;

	private final Credentials credentials;

	private final List<String> tags;

	/**
	 * Creates a grammar.
	 * @param tags entity tags that there are
	 */
	Grammar(long seed, Credentials credentials, List<String> tags) {
		this.seed = seed;
		this.credentials = credentials;
		this.tags = List.copyOf(tags);
	}

	long seed() {
		return this.seed;
	}

	/**
	 * The input of an index: mostly a request, sometimes what is left of some.
	 */
	Input input(int index) {
		Dice dice = new Dice(this.seed, index);
		if (dice.percent(80)) {
			return new Input(index, request(dice, dice.percent(50)), true);
		}
		String text = new Mutations(dice).applyTo(request(dice, dice.percent(50)), request(dice, false));
		return new Input(index, text.substring(0, Math.min(text.length(), LONGEST)), false);
	}

	private String request(Dice dice, boolean welcome) {
		Headers headers = new Headers(dice, this.credentials, this.tags);
		String method = method(dice);
		String version = version(dice);
		List<String> lines = new ArrayList<>();
		if (dice.percent(99)) {
			lines.add("Host: " + (dice.percent(99) ? dice.oneOf("x", "x:80", "[::1]:8080", "") : dice.nasty()));
		}
		if (welcome) {
			lines.add(headers.credential());
		}
		if (method.equals("OPTIONS") && dice.percent(60)) {
			lines.addAll(headers.preflight());
		}
		for (int i = dice.percent(1) ? dice.below(120) : dice.below(5); i > 0; i--) {
			lines.add(headers.line());
		}
		String body = dice.percent(6) ? body(dice, lines) : "";
		Collections.shuffle(lines, new Random(dice.below(Integer.MAX_VALUE)));
		String target = new Targets(dice).target();
		return method + " " + target + " " + version + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body;
	}

	private static String method(Dice dice) {
		if (dice.percent(75)) {
			return "GET";
		}
		return dice.percent(80)
				? dice.oneOf("HEAD", "HEAD", "OPTIONS", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT",
						"PROPFIND")
				: dice.oneOf("get", "Get", "HEADS", "G", dice.canary(), "GET,", "G\u00cbT", "(", "QUERY", "PRI");
	}

	private static String version(Dice dice) {
		return dice.percent(97) ? "HTTP/1.1" : dice.oneOf("HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/1.1x",
				"HTTP/" + dice.canary(), "HTTP");
	}

	private static String body(Dice dice, List<String> lines) {
		String body = dice.percent(50) ? "{\"x\":\"" + dice.canary() + "\"}"
				: "GET /smuggled/" + dice.canary() + " HTTP/1.1\r\nHost: x\r\n\r\n";
		switch (dice.below(5)) {
			case 0 -> {
				lines.add("Content-Length: 0");
				return "";
			}
			case 1 -> lines.add("Content-Length: " + body.length());
			case 2 -> lines.add("Content-Length: " + dice.oneOf("-1", "+5", "5 5", "0x5", "5,6", "", dice.nasty()));
			default -> {
				lines.add("Transfer-Encoding: "
						+ dice.oneOf("chunked", "identity", "gzip, chunked", "xchunked", dice.nasty()));
				if (dice.percent(50)) {
					lines.add("Content-Length: " + dice.below(20));
				}
				return dice.oneOf(Integer.toHexString(body.length()), "-1", "0x5", "", "ffffffff") + "\r\n" + body
						+ "\r\n0\r\n\r\n";
			}
		}
		return body;
	}

}
