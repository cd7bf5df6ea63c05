package org.partnergateway.fuzz;

import java.util.List;

/**
 * Header lines: those that the gateway reads, those that something under it might, and
 * any.
 */
final class Headers {

	static final String ORIGIN = "https://reports.contoso.com";

	private final Dice dice;

	private final Credentials credentials;

	private final List<String> tags;

	/**
	 * Creates lines.
	 * @param tags entity tags that there are
	 */
	Headers(Dice dice, Credentials credentials, List<String> tags) {
		this.dice = dice;
		this.credentials = credentials;
		this.tags = tags;
	}

	/**
	 * A credential that does, as a whole line.
	 */
	String credential() {
		String key = this.credentials.key();
		return switch (this.dice.below(10)) {
			case 0 -> "Authorization: Bearer " + this.dice.oneOf(this.credentials.tokens());
			case 1, 2 -> "Authorization: Bearer " + key;
			default -> "X-Api-Key: " + key;
		};
	}

	/**
	 * The lines of a preflight.
	 */
	List<String> preflight() {
		String origin = this.dice.oneOf(ORIGIN, ORIGIN, "https://evil.invalid", this.dice.nasty());
		String method = this.dice.oneOf("GET", "GET", "HEAD", "POST", this.dice.nasty());
		return List.of("Origin: " + origin, "Access-Control-Request-Method: " + method);
	}

	/**
	 * Any line but those that say where the request ends.
	 */
	String line() {
		return switch (this.dice.below(30)) {
			case 0, 1 -> named("MS-RequestId", id());
			case 2, 3 -> named("MS-CorrelationId", id());
			case 4 -> named("MS-CV", this.dice.oneOf("f0trvmq8mEScHcFS.0", "f0trvmq8mEScHcFS.1.2!",
					"f0trvmq8mEScHcFS.99999999999", this.dice.nasty()));
			case 5, 6 -> named("X-Locale", locale());
			case 7, 8 -> named("Accept", accept());
			case 9 -> named("Accept-Encoding", this.dice.oneOf("gzip", "br, gzip;q=0.5", "*", "identity;q=0",
					"gzip;q=x", "gzip;q=0", "x-gzip,,", this.dice.nasty()));
			case 10, 11 -> named("If-None-Match", condition());
			case 12 -> named(this.dice.oneOf("If-Match", "If-Range", "If-Modified-Since", "If-Unmodified-Since"),
					this.dice.percent(50) ? condition() : "Sat, 01 Jan 2050 00:00:00 GMT");
			case 13 -> named("Range",
					this.dice.oneOf("bytes=0-0", "bytes=5-1", "bytes=" + "0-1,".repeat(100), this.dice.nasty()));
			case 14 -> named("Authorization", authorization());
			case 15 -> named("X-Api-Key", this.dice.percent(50) ? "" : this.dice.nasty());
			case 16, 17 -> named("Origin",
					this.dice.oneOf(ORIGIN, ORIGIN + "/", "https://evil.invalid", "null", "", this.dice.nasty()));
			case 18 ->
				named("Access-Control-Request-Method", this.dice.oneOf("GET", "HEAD", "POST", this.dice.nasty()));
			case 19 -> named("Access-Control-Request-Headers",
					this.dice.oneOf("x-api-key", "authorization,ms-requestid", "cookie", this.dice.nasty()));
			case 20 -> named("traceparent", this.dice.oneOf("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
					"00-00000000000000000000000000000000-0000000000000000-00", "ff-x", this.dice.nasty()));
			case 21 -> named(this.dice.oneOf("tracestate", "baggage", "b3", "X-B3-TraceId"), this.dice.nasty());
			case 22 -> named("Cookie", this.dice.oneOf("JSESSIONID=" + this.dice.canary(), "a=\"" + this.dice.canary(),
					"$Version=1; a=b", "=;=;", this.dice.nasty(), this.dice.nasty() + "=" + this.dice.nasty()));
			case 23 -> named("X-Forwarded-For", this.dice.oneOf("10.1.2.3", "2001:db8::1", "1.2.3.4, 5.6.7.8:80",
					"unknown", "::ffff:1.2.3.4", "fe80::1%eth0", "256.256.256.256", this.dice.nasty()));
			case 24 -> named(
					this.dice.oneOf("X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix",
							"Forwarded", "X-Forwarded-Ssl", "X-Original-URL", "X-HTTP-Method-Override"),
					this.dice.oneOf("https", "http", "evil.invalid", "443", "99999", "POST", "/" + this.dice.canary(),
							"for=\"[" + this.dice.canary() + "]\"", this.dice.nasty()));
			case 25 -> named("Content-Type", this.dice.oneOf("application/json", "application/x-www-form-urlencoded",
					"multipart/form-data; boundary=" + this.dice.canary(), "text/html;charset=x", this.dice.nasty()));
			case 26 -> named(
					this.dice.oneOf("Connection", "Upgrade", "TE", "Trailer", "Keep-Alive", "HTTP2-Settings", "Expect"),
					this.dice.oneOf("close", "keep-alive", "Upgrade, HTTP2-Settings", "h2c", "websocket", "trailers",
							"100-continue", "X-Api-Key", this.dice.nasty()));
			case 27 -> named(this.dice.oneOf("User-Agent", "Referer", "Accept-Language", "Content-Encoding", "Via"),
					this.dice.nasty());
			case 28 -> this.dice.characters(1 + this.dice.below(20), 'A', 'z').replaceAll("[^A-Za-z^_`]", "-") + ":"
					+ this.dice.nasty();
			default -> named("X-" + this.dice.canary(), this.dice.nasty());
		};
	}

	private String named(String name, String value) {
		String spelled = this.dice.percent(15) ? this.dice.scrambled(name) : name;
		return spelled + this.dice.oneOf(": ", ":", ":\t ") + value;
	}

	private String id() {
		return switch (this.dice.below(16)) {
			case 0 -> "{" + this.dice.guid() + "}";
			case 1 -> this.dice.guid().replace("-", "");
			case 2 -> "";
			case 3 -> this.dice.nasty();
			default -> this.dice.guid();
		};
	}

	private String locale() {
		return switch (this.dice.below(6)) {
			case 0 -> this.dice.nasty();
			case 1 -> this.dice.oneOf("en-US,en-US", "en-US, de-DE", "az-Latn-AZ", "en_US", "x", "de-DE-1996", "");
			case 2 -> this.dice.characters(2, 'a', 'z') + "-" + this.dice.characters(2, 'A', 'Z');
			default -> this.dice.oneOf("en-US", "de-DE", "EN-us");
		};
	}

	private String accept() {
		return this.dice.oneOf("application/json", "*/*", "application/*;q=0.1", "text/html",
				"application/json;q=0, */*", "application/problem+json", "a/b/c", "*/json", ";", "application/json;q=2",
				this.dice.nasty());
	}

	private String condition() {
		String tag = this.dice.oneOf(this.tags);
		return this.dice.oneOf(tag, tag, "W/" + tag, "\"x\", " + tag, "*", "\"x\"", tag.substring(1), tag + tag,
				this.dice.nasty(), "\"" + this.dice.canary() + "\"," + tag);
	}

	private String authorization() {
		return switch (this.dice.below(8)) {
			case 0 -> "Basic dXNlcjpwYXNzd29yZA==";
			case 1 -> "Bearer";
			case 2 -> "Bearer " + this.dice.oneOf(this.credentials.notQuite());
			case 3 -> {
				String token = this.dice.oneOf(this.credentials.tokens());
				int at = this.dice.below(token.length());
				yield "Bearer " + token.substring(0, at) + this.dice.oneOf(".", "A", "=", "%", " ", "")
						+ token.substring(at + 1);
			}
			case 4 -> "Bearer " + this.dice.characters(20, 'a', 'z') + "." + this.dice.canary() + ".";
			case 5 -> "Bearer eyJhbGciOiJub25lIn0.e30.";
			case 6 -> "Bearer " + this.dice.canary();
			default -> this.dice.nasty();
		};
	}

}
