package org.partnergateway.callers.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The callers that have an API key, by the SHA-256 of the key. No key is held here.
 * Immutable.
 * <p>
 * A presented key is hashed, and its digest is looked up. The time for this may tell how
 * much of a stored digest the presented digest shares. That is no help: a digest says
 * nothing useful for guessing 256 random bits, and every guess has to be hashed as a
 * whole. Comparing with every key in constant time would tell no less about a key, and
 * would cost more with every caller.
 */
public final class ApiKeys {

	private static final Pattern LINE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})\\s*:\\s*([0-9A-Fa-f]{64})");

	private final Map<String, String> names;

	private ApiKeys(Map<String, String> names) {
		this.names = Map.copyOf(names);
	}

	/**
	 * Reads lines of the form {@code name:sha256-hex-of-the-key}. Blank lines, and those
	 * that begin with {@code #}, are skipped.
	 * @throws MalformedException if a line has another form, if a name or a key occurs
	 * twice, if a key is widely known, or if there is no key
	 */
	static ApiKeys parse(List<String> lines) {
		Map<String, String> names = new HashMap<>();
		Set<String> seen = new HashSet<>();
		List<Integer> malformed = new ArrayList<>();
		List<Integer> repeated = new ArrayList<>();
		List<Integer> known = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			Matcher matcher = LINE.matcher(line);
			if (!matcher.matches()) {
				malformed.add(i + 1);
			}
			else if (!seen.add(matcher.group(1))
					|| names.put(matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(1)) != null) {
				repeated.add(i + 1);
			}
			else if (KnownKeys.have(matcher.group(2))) {
				known.add(i + 1);
			}
		}
		if (!malformed.isEmpty()) {
			throw new MalformedException("is malformed in line " + numbers(malformed));
		}
		if (!repeated.isEmpty()) {
			throw new MalformedException("repeats a name or a key in line " + numbers(repeated));
		}
		if (!known.isEmpty()) {
			throw new MalformedException(
					"has the SHA-256 of nothing, or of a key that everybody knows, in line " + numbers(known));
		}
		if (names.isEmpty()) {
			throw new MalformedException("has no key");
		}
		return new ApiKeys(names);
	}

	/**
	 * The name of the caller with this key.
	 * @param digest what {@link #digest} made of the key
	 * @return the name, or {@code null} if there is no such key
	 */
	@Nullable String name(String digest) {
		return this.names.get(digest);
	}

	int size() {
		return this.names.size();
	}

	/**
	 * The SHA-256 of a key, in hexadecimal digits.
	 */
	public static String digest(String key) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java has SHA-256", ex);
		}
	}

	private static String numbers(List<Integer> lines) {
		return String.join(", ", lines.stream().map(String::valueOf).toList());
	}

	/**
	 * Says what is wrong with the lines. The message is the predicate of a sentence whose
	 * subject is the file. It names lines by their numbers, and repeats nothing of their
	 * content.
	 */
	static final class MalformedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		MalformedException(String message) {
			super(message);
		}

	}

}
