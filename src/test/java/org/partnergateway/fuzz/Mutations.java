package org.partnergateway.fuzz;

/**
 * Spoils requests, byte by byte.
 */
final class Mutations {

	private static final String[] INSERTIONS = { "\r\n", "\r", "\n", "\u0000", "\r\n\r\n", "\r\n ", "\r\n\t", ":", " ",
			"\t", "\u007f", "\u0085", "\u00ff", "\u001b[31m", "HTTP/1.1", "%0d%0a", "Host: y\r\n",
			"\r\nTransfer-Encoding: chunked", "\r\nContent-Length: 5", "\r\nMS-RequestId: x", "\r\n0\r\n\r\n",
			"\u2028" };

	private final Dice dice;

	Mutations(Dice dice) {
		this.dice = dice;
	}

	String applyTo(String request, String other) {
		return switch (this.dice.below(12)) {
			case 0 -> this.dice.characters(this.dice.below(400), 0, 0xff) + this.dice.canary();
			case 1 -> request + other;
			case 2 -> request + other + request;
			case 3 -> "\u0016\u0003\u0001\u0002\u0000\u0001" + request;
			case 4 -> request.substring(0, this.dice.below(request.length()));
			default -> {
				String text = request;
				for (int i = this.dice.below(4); i >= 0; i--) {
					text = spoiled(text, other);
				}
				yield text;
			}
		};
	}

	private String spoiled(String text, String other) {
		int at = this.dice.below(text.length() + 1);
		int to = Math.min(text.length(), at + this.dice.below(12));
		String before = text.substring(0, at);
		String after = text.substring(at);
		String rest = text.substring(to);
		return switch (this.dice.below(8)) {
			case 0 -> before + this.dice.characters(1, 0, 0xff) + rest;
			case 1 -> before + rest;
			case 2 -> before + text.substring(at, to) + after;
			case 3 -> before + other.substring(this.dice.below(other.length()));
			case 4 -> before + this.dice.nasty() + after;
			case 5 -> before + (char) ((at < text.length()) ? text.charAt(at) ^ (1 << this.dice.below(8)) : 0)
					+ (after.isEmpty() ? "" : after.substring(1));
			default -> before + this.dice.oneOf(INSERTIONS) + after;
		};
	}

}
