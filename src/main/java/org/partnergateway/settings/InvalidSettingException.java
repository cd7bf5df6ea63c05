package org.partnergateway.settings;

import java.time.Duration;

/**
 * A configuration property is missing, malformed, or contradicts another. Its texts
 * contain no values, which may be secret, but paths of files.
 */
public final class InvalidSettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	// Longer than any sensible value, and short enough to fit into nanoseconds.
	private static final Duration LONGEST = Duration.ofDays(3650);

	private static final Duration LONGEST_WAIT = Duration.ofDays(1);

	private final String property;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param property the name of the property, such as {@code partner-center.base-url}
	 * @param reason what is wrong with it, as the predicate of a sentence whose subject
	 * is the property, such as "is not set"
	 * @param remedy what to set, as a sentence
	 */
	public InvalidSettingException(String property, String reason, String remedy) {
		super("%s %s. %s".formatted(property, reason, remedy));
		this.property = property;
		this.remedy = remedy;
	}

	/**
	 * Checks a duration that must be positive.
	 * @param property the name of the property
	 * @param value its value
	 * @throws InvalidSettingException if it is zero, less, or more than ten years
	 */
	public static void unlessPositive(String property, Duration value) {
		ifNotPositive(property, value);
		ifLonger(property, value, LONGEST, "ten years");
	}

	/**
	 * Checks a duration for which something waits.
	 * @param property the name of the property
	 * @param value its value
	 * @throws InvalidSettingException if it is zero, less, or more than a day
	 */
	public static void unlessWait(String property, Duration value) {
		ifNotPositive(property, value);
		ifLonger(property, value, LONGEST_WAIT, "a day");
	}

	/**
	 * Checks a duration that may be zero.
	 * @param property the name of the property
	 * @param value its value
	 * @throws InvalidSettingException if it is less than zero, or more than ten years
	 */
	public static void ifNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw new InvalidSettingException(property, "is negative", "Set it to 0s or a length of time such as 15m.");
		}
		ifLonger(property, value, LONGEST, "ten years");
	}

	private static void ifNotPositive(String property, Duration value) {
		if (!value.isPositive()) {
			throw new InvalidSettingException(property, "is not positive", "Set it to a length of time such as 15s.");
		}
	}

	private static void ifLonger(String property, Duration value, Duration longest, String name) {
		if (value.compareTo(longest) > 0) {
			throw new InvalidSettingException(property, "is longer than " + name,
					"Set it to a length of time such as 15s.");
		}
	}

	/**
	 * The name of the property.
	 * @return the name, in the form of a properties file
	 */
	public String property() {
		return this.property;
	}

	/**
	 * What to set.
	 * @return a sentence
	 */
	public String remedy() {
		return this.remedy;
	}

}
