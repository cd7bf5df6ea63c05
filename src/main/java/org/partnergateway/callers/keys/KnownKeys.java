package org.partnergateway.callers.keys;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keys that everybody knows: the empty key, which an unset variable yields; what shells
 * make of that and of {@code echo -n}; and what documentation, examples and templates
 * contain in place of a key. Each counts also with a line ending, which {@code echo} adds
 * before the key is hashed.
 */
final class KnownKeys {

	private static final List<String> WORDS = List.of("", " ", "$API_KEY", "$KEY", "$key", "${API_KEY}", "${KEY}",
			"${key}", "%API_KEY%", "%KEY%", "''", "-n", "-n ", "0", "1", "123", "1234", "12345", "123456", "12345678",
			"123456789", "1234567890", "<api-key>", "<key>", "<your-api-key>", "\"\"", "a", "abc", "abc123", "admin",
			"api-key", "api_key", "apikey", "bar", "change-it", "change-me", "change_me", "changeit", "changeme",
			"changethis", "correct horse battery staple", "default", "demo", "dev", "dummy", "ECHO is off.",
			"ECHO is on.", "example", "foo", "foobar", "guest", "hello", "hello world", "hello, world", "hunter2",
			"insecure", "key", "key1", "letmein", "my-api-key", "my-key", "my-secret", "my-secret-key", "my_api_key",
			"mysecret", "none", "null", "p@ssw0rd", "pass", "passw0rd", "password", "placeholder", "qwerty",
			"replace-me", "replace_me", "replaceme", "root", "s3cr3t", "sample", "secret", "string", "supersecret",
			"test", "test-key", "testing", "testkey", "the quick brown fox jumps over the lazy dog", "todo", "token",
			"undefined", "user", "value", "wrong", "xxx", "xxxx", "your-256-bit-secret", "your-api-key", "your-key",
			"your-secret", "your_api_key", "your_key");

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
	 * The digests, made on first use, which is when a file is read.
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
