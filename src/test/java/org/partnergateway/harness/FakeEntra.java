package org.partnergateway.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A Microsoft Entra and a Partner Center on one port, over real HTTP, which do what a
 * test says. Entra checks what the real one checks: that a code is used once, by who
 * asked for it, with the proof key.
 */
public final class FakeEntra implements AutoCloseable {

	public static final String TENANT = "11111111-2222-3333-4444-555555555555";

	public static final String CUSTOMER = "99999999-8888-7777-6666-555555555555";

	private final AtomicInteger number = new AtomicInteger();

	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	private final Map<String, ConsentingUser> access = new ConcurrentHashMap<>();

	private final Map<String, ConsentingUser> refresh = new ConcurrentHashMap<>();

	private final Set<String> withoutMfa = ConcurrentHashMap.newKeySet();

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private volatile ConsentingUser user = ConsentingUser.GOOD;

	private volatile @Nullable String refusal;

	private volatile int apiStatus = 200;

	private volatile String commercialPrefix = "";

	private volatile @Nullable Boolean compliant = true;

	public FakeEntra() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public String root() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public String tokenUri() {
		return root() + "/tenant/oauth2/v2.0/token";
	}

	/** Who signs in from now on. */
	public void user(ConsentingUser next) {
		this.user = next;
	}

	/** What token requests are refused with from now on, or {@code null}. */
	public void refuse(@Nullable String error) {
		this.refusal = error;
	}

	/** The status of every report from now on; 200 for reports. */
	public void api(int status) {
		this.apiStatus = status;
	}

	/** Where the commercial reports are from now on. */
	public void commercialUnder(String prefix) {
		this.commercialPrefix = prefix;
	}

	/**
	 * What Partner Center finds about MFA from now on; {@code null} if it does not say.
	 */
	public void compliant(@Nullable Boolean finding) {
		this.compliant = finding;
	}

	/**
	 * From now on Partner Center demands MFA, which the tokens issued so far do not show.
	 */
	public void demandMfa() {
		this.withoutMfa.addAll(this.access.keySet());
	}

	/** Returns to where it began. */
	public void reset() {
		user(ConsentingUser.GOOD);
		refuse(null);
		api(200);
		commercialUnder("");
		compliant(true);
		this.asked.clear();
	}

	/** Requests for reports. */
	public List<Asked> reports() {
		return this.asked.stream().filter((request) -> request.path().contains("/analytics/")).toList();
	}

	/** Requests for tokens. */
	public List<Asked> tokens() {
		return this.asked.stream().filter((request) -> request.path().endsWith("/token")).toList();
	}

	/**
	 * What a browser meets that opens a link to the authorization endpoint: where it is
	 * sent back to.
	 */
	public URI authorize(URI link) {
		Map<String, String> query = form(link.getRawQuery());
		String code = "c0de-" + this.number.incrementAndGet();
		this.codes.put(code, query);
		return URI.create(
				"%s?code=%s&state=%s&session_state=x".formatted(query.get("redirect_uri"), code, query.get("state")));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String path = exchange.getRequestURI().getPath();
		this.asked.add(new Asked(path, form(body), exchange.getRequestHeaders().getFirst("ValidateMfa"),
				exchange.getRequestHeaders().getFirst("Authorization")));
		if (path.endsWith("/oauth2/v2.0/token")) {
			token(exchange, form(body));
		}
		else if (path.endsWith("/v2.0/.well-known/openid-configuration")) {
			answer(exchange, 200, "{\"issuer\":\"https://login.example/%s/v2.0\"}".formatted(TENANT));
		}
		else {
			report(exchange, path);
		}
	}

	private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
		String refused = this.refusal;
		if (refused != null) {
			answer(exchange, 400, refused);
			return;
		}
		ConsentingUser owner;
		String nonce = null;
		if ("authorization_code".equals(form.get("grant_type"))) {
			Map<String, String> request = this.codes.remove(form.getOrDefault("code", ""));
			if (request == null) {
				answer(exchange, 400, error("invalid_grant", 54005));
				return;
			}
			if (!challenge(form.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"))
					|| !Objects.equals(form.get("redirect_uri"), request.get("redirect_uri"))
					|| !"s3cret".equals(form.get("client_secret"))) {
				answer(exchange, 400, error("invalid_grant", 501481));
				return;
			}
			owner = this.user;
			nonce = (owner.nonce() != null) ? owner.nonce() : request.get("nonce");
		}
		else {
			owner = this.refresh.getOrDefault(form.getOrDefault("refresh_token", ""), ConsentingUser.GOOD);
		}
		answer(exchange, 200, tokens(owner, nonce));
	}

	private String tokens(ConsentingUser owner, @Nullable String nonce) {
		int next = this.number.incrementAndGet();
		List<String> methods = owner.methods();
		String accessToken = (methods != null) ? jwt(owner, "amr", methods, next) : "opaque-" + next;
		String refreshToken = "r3fresh-" + next;
		this.access.put(accessToken, owner);
		this.refresh.put(refreshToken, owner);
		return """
				{"token_type":"Bearer","expires_in":3600,"access_token":"%s","refresh_token":"%s"%s}""".formatted(
				accessToken, refreshToken,
				(nonce != null) ? ",\"id_token\":\"%s\"".formatted(jwt(owner, "nonce", nonce, next)) : "");
	}

	private static String jwt(ConsentingUser owner, String claim, Object value, int number) {
		return new PlainJWT(new JWTClaimsSet.Builder().audience("application")
			.claim("tid", owner.tenant())
			.claim("oid", ConsentingUser.ID)
			.claim(claim, value)
			.jwtID(String.valueOf(number))
			.claim("exp", Instant.now().plusSeconds(3600).getEpochSecond())
			.build()).serialize();
	}

	private void report(HttpExchange exchange, String path) throws IOException {
		String token = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
		ConsentingUser owner = this.access.get(token.replaceFirst("^Bearer ", ""));
		Boolean finding = this.compliant;
		if (finding != null) {
			exchange.getResponseHeaders().set("isMfaCompliant", finding.toString());
		}
		if (this.withoutMfa.contains(token.replaceFirst("^Bearer ", ""))) {
			answer(exchange, 401, "{\"code\":\"900421\"}");
		}
		else if (owner == null) {
			answer(exchange, 401, "{\"code\":\"800001\"}");
		}
		else if (this.apiStatus != 200) {
			answer(exchange, this.apiStatus, "{\"code\":\"800003\"}");
		}
		else if (owner.forbidden().stream().anyMatch(path::contains)) {
			answer(exchange, 403, "{\"code\":\"900150\",\"description\":\"The role may not.\"}");
		}
		else if (path.contains("/commercial/")) {
			commercial(exchange, path);
		}
		else {
			answer(exchange, 200,
					"\uFEFF{\"totalCount\":0,\"items\":[],\"attributes\":{\"objectType\":\"Collection\"}}");
		}
	}

	private void commercial(HttpExchange exchange, String path) throws IOException {
		if (!path.startsWith(this.commercialPrefix + "/v1/")) {
			answer(exchange, 404, "{\"Message\":\"No route.\"}");
			return;
		}
		answer(exchange, 200,
				"""
						{"Value":[{"customerTenantId":"%s","customerName":"<b>Fabrikam</b>","licensesSold":1}],"@nextLink":null,\
						"TotalCount":1}"""
					.formatted(CUSTOMER));
	}

	private static String error(String error, int code) {
		return """
				{"error":"%s","error_description":"AADSTS%d: no","error_codes":[%d]}""".formatted(error, code, code);
	}

	private static String challenge(String verifier) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static Map<String, String> form(@Nullable String encoded) {
		Map<String, String> form = new TreeMap<>();
		for (String field : ((encoded != null) ? encoded : "").split("&", -1)) {
			String[] parts = field.split("=", 2);
			if (parts.length == 2) {
				form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
			}
		}
		return form;
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	/**
	 * A request.
	 *
	 * @param path its path
	 * @param form its form; empty if it has none
	 * @param validateMfa its ValidateMfa, or {@code null}
	 * @param authorization its Authorization, or {@code null}
	 */
	public record Asked(String path, Map<String, String> form, @Nullable String validateMfa,
			@Nullable String authorization) {
	}

}
