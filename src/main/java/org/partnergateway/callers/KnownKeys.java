package org.partnergateway.callers;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keys that everybody knows: nothing at all, which is what a variable that is not set
 * makes, and what stands in documentation, examples and templates in the place of a key;
 * each also with the end of a line, which {@code echo} adds before it is hashed.
 */
final class KnownKeys {

	private static final List<String> WORDS = List.of("", " ", "0", "1", "123", "1234", "12345", "123456", "12345678",
			"123456789", "1234567890", "abc", "abc123", "admin", "apikey", "api-key", "api_key", "bar", "change-it",
			"change-me", "change_me", "changeit", "changeme", "changethis", "default", "demo", "dummy", "example",
			"foo", "foobar", "guest", "hello", "hello world", "hello, world", "insecure", "key", "letmein",
			"my-api-key", "my_api_key", "none", "null", "pass", "passw0rd", "password", "placeholder", "qwerty",
			"replace-me", "replace_me", "replaceme", "root", "sample", "secret", "test", "testing", "todo", "token",
			"undefined", "user", "value", "wrong", "xxx", "xxxx", "your-api-key", "your-key", "your-secret",
			"your_api_key", "your_key", "<api-key>", "<key>", "<your-api-key>", "$key", "${key}", "$API_KEY",
			"${API_KEY}");

	private static final List<String> ENDS = List.of("", "\n", "\r\n");

	private KnownKeys() {
	}

	/**
	 * Whether a key is one of them.
	 * @param digest its SHA-256 in hexadecimal digits
	 */
	static boolean have(String digest) {
		return Digests.ALL.contains(digest.toLowerCase(Locale.ROOT));
	}

	/**
	 * Made when somebody asks, which is when a file is read.
	 */
	private static final class Digests {

		private static final Set<String> ALL = all();

		private static Set<String> all() {
			Set<String> digests = new HashSet<>();
			for (String word : WORDS) {
				for (String end : ENDS) {
					digests.add(ApiKeys.digest(word + end));
					digests.add(ApiKeys.digest(word.toUpperCase(Locale.ROOT) + end));
					if (!word.isEmpty()) {
						digests.add(ApiKeys
							.digest(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + end));
					}
				}
			}
			return Set.copyOf(digests);
		}

	}

}
