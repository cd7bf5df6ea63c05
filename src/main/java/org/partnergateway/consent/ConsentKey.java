package org.partnergateway.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that opens the page, made at each start. Only somebody who can read the log of
 * the start has it. Safe for use by any thread.
 */
final class ConsentKey {

	private static final Logger logger = LoggerFactory.getLogger(ConsentKey.class);

	private static final int BYTES = 16;

	private static final int MOST_WRONG = 10;

	private final AtomicInteger wrong = new AtomicInteger();

	private final String key;

	private ConsentKey(String key) {
		this.key = key;
	}

	/**
	 * Creates a key of 128 random bits.
	 */
	static ConsentKey random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return new ConsentKey(HexFormat.of().formatHex(bytes));
	}

	/**
	 * Whether a key opens the page. After ten wrong ones nothing does.
	 * @param given the key; a missing one is not right, and does not count as wrong
	 */
	boolean opens(@Nullable String given) {
		if (given == null || given.isEmpty()) {
			return false;
		}
		boolean right = MessageDigest.isEqual(this.key.getBytes(StandardCharsets.UTF_8),
				given.getBytes(StandardCharsets.UTF_8));
		if (this.wrong.get() >= MOST_WRONG) {
			return false;
		}
		if (!right && this.wrong.incrementAndGet() == MOST_WRONG) {
			logger.warn("The page for the consent is closed until the next start: ten wrong keys were given");
		}
		return right;
	}

	/**
	 * The key, for the address of the page.
	 */
	String value() {
		return this.key;
	}

	@Override
	public String toString() {
		return "ConsentKey[(hidden)]";
	}

}
