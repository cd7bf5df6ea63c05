package org.partnergateway.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Chance, the same for the same seed and index.
 */
final class Dice {

	private final SplittableRandom random;

	/** What must not come back, and is in no two inputs. */
	private final String canary;

	Dice(long seed, int index) {
		// Scattered, since inputs that follow one another should have nothing in common.
		this.random = new SplittableRandom(seed ^ (index * 0x9E3779B97F4A7C15L)).split();
		this.canary = "canary" + Integer.toString(index, Character.MAX_RADIX) + "z";
	}

	String canary() {
		return this.canary;
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	boolean percent(int chance) {
		return below(100) < chance;
	}

	String oneOf(String... choices) {
		return choices[below(choices.length)];
	}

	<T> T oneOf(List<T> choices) {
		return choices.get(below(choices.size()));
	}

	/**
	 * Characters of one byte each, between two of them.
	 */
	String characters(int length, int lowest, int highest) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append((char) (lowest + below(highest - lowest + 1)));
		}
		return text.toString();
	}

	String guid() {
		String guid = "%016x%016x".formatted(this.random.nextLong(), this.random.nextLong())
			.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
		return percent(20) ? guid.toUpperCase(Locale.ROOT) : guid;
	}

	String digits(int length) {
		return characters(length, '0', '9');
	}

	/**
	 * Changes the case of letters, here and there.
	 */
	String scrambled(String text) {
		StringBuilder scrambled = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			scrambled.append(percent(50) ? Character.toUpperCase(c) : Character.toLowerCase(c));
		}
		return scrambled.toString();
	}

	/**
	 * What somebody might put anywhere. Holds no line end and no NUL, but for their
	 * escapes.
	 */
	String nasty() {
		String c = this.canary;
		return switch (below(16)) {
			case 0 -> "<script>alert('" + c + "')</script>";
			case 1 -> "\"><img src=x onerror=" + c + ">";
			case 2 -> "%0d%0a" + c + ":%20" + c;
			case 3 -> "${jndi:ldap://" + c + ".invalid/x}";
			case 4 -> "../../../../" + c;
			case 5 -> "'; DROP TABLE " + c + "; --";
			case 6 -> c + "\u0085" + c;
			case 7 -> "\u00e5\u0098\u008a" + c + "\u00ff";
			case 8 -> c + "\t" + c;
			case 9 -> "%00" + c + "%zz%c0%ae%uff0d";
			case 10 -> c + characters(below(300), 0x21, 0x7e);
			case 11 -> c + ",".repeat(below(200)) + ";q=0.0000000001;;=\"" + c;
			case 12 -> characters(below(40), 0x80, 0xff) + c;
			case 13 -> "{{" + c + "}}#{" + c + "}%{" + c + "}\\u000a" + c + "\\n" + c;
			case 14 -> percent(5) ? c.repeat(1 + below(1_500)) : c.repeat(1 + below(30));
			default -> c;
		};
	}

}
