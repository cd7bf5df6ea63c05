package org.partnergateway.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.partnergateway.outbound.Documents;
import org.partnergateway.outbound.Outbound;

/**
 * An OpenID Connect issuer over real HTTP, with keys of its own, that issues whatever
 * token it is asked for.
 */
public final class IdentityProvider implements AutoCloseable {

	public static final Documents DOCUMENTS = documents();

	public static final String AUDIENCE = "api://partner-license-gateway";

	private final AtomicInteger requests = new AtomicInteger();

	private volatile RSAKey rsaKey = rsaKey();

	private final ECKey ecKey;

	private final int port;

	private volatile @Nullable HttpServer server;

	private volatile @Nullable String claimedIssuer;

	private volatile boolean publishing = true;

	private IdentityProvider(HttpServer server) {
		try {
			this.ecKey = new ECKeyGenerator(Curve.P_256).keyID("ec").keyUse(KeyUse.SIGNATURE).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		this.port = server.getAddress().getPort();
		run(server);
	}

	/** One that answers. */
	public static IdentityProvider started() {
		return new IdentityProvider(bind(0));
	}

	/**
	 * What gets keys, after a first use, which takes longer than a request waits.
	 */
	private static Documents documents() {
		Outbound outbound = Outbound.ofJvm();
		try {
			new Documents(outbound, Duration.ofMinutes(1)).get(URI.create("http://127.0.0.1:1/"));
		}
		catch (IOException ex) {
			// There is nobody.
		}
		return new Documents(outbound, Duration.ofSeconds(5));
	}

	/** One that has an address and does not answer there. */
	public static IdentityProvider stopped() {
		IdentityProvider provider = started();
		provider.close();
		return provider;
	}

	public String issuer() {
		return "http://127.0.0.1:" + this.port + "/realm";
	}

	public String jwkSetUri() {
		return "http://127.0.0.1:" + this.port + "/keys";
	}

	/** Number of requests for the keys. */
	public int requests() {
		return this.requests.get();
	}

	public void start() {
		run(bind(this.port));
	}

	@Override
	public void close() {
		HttpServer running = this.server;
		if (running != null) {
			running.stop(0);
		}
	}

	/** From now on signs with another key and publishes no other. */
	public void rotate() {
		this.rsaKey = rsaKey();
	}

	/** Whether it publishes keys, or none from now on. */
	public void publish(boolean keys) {
		this.publishing = keys;
	}

	/** From now on says that it is another issuer. */
	public void claimToBe(String issuer) {
		this.claimedIssuer = issuer;
	}

	/** A token that is fine, but for what is changed. */
	public String token(Consumer<JWTClaimsSet.Builder> changes) {
		return token(JWSAlgorithm.RS256, changes);
	}

	public String token(JWSAlgorithm algorithm, Consumer<JWTClaimsSet.Builder> changes) {
		boolean ec = JWSAlgorithm.Family.EC.contains(algorithm);
		return sign(new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT)
			.keyID(ec ? "ec" : this.rsaKey.getKeyID())
			.build(), ec ? ecSigner() : rsaSigner(this.rsaKey), changes);
	}

	/** A token that says that it is of another type. */
	public String tokenOfType(String type) {
		return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type))
			.keyID(this.rsaKey.getKeyID())
			.build(), rsaSigner(this.rsaKey), (_) -> {
			});
	}

	/** A token that is signed with a key that nobody has heard of. */
	public String tokenOfUnknownKey() {
		RSAKey unknown = rsaKey();
		return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(unknown.getKeyID()).build(), rsaSigner(unknown),
				(_) -> {
				});
	}

	/** A token that is signed with another key than it says. */
	public String tokenOfStolenName() {
		return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.rsaKey.getKeyID()).build(),
				rsaSigner(rsaKey()), (_) -> {
				});
	}

	/** A token that is signed by what everybody knows. */
	public String tokenOfPublicKeyAsSecret() {
		try {
			return sign(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(this.rsaKey.getKeyID()).build(),
					new MACSigner(this.rsaKey.toRSAPublicKey().getEncoded()), (_) -> {
					});
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A token that is not signed. */
	public String tokenWithoutSignature() {
		return new PlainJWT(claims((_) -> {
		})).serialize();
	}

	private String sign(JWSHeader header, JWSSigner signer, Consumer<JWTClaimsSet.Builder> changes) {
		try {
			SignedJWT token = new SignedJWT(header, claims(changes));
			token.sign(signer);
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> changes) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer())
			.subject("a-person")
			.audience(AUDIENCE)
			.expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
			.claim("scp", "licenses.read other");
		changes.accept(claims);
		return claims.build();
	}

	private void run(HttpServer bound) {
		bound.createContext("/realm/.well-known/openid-configuration", (exchange) -> {
			String claimed = this.claimedIssuer;
			answer(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted((claimed != null) ? claimed : issuer(),
					jwkSetUri()));
		});
		bound.createContext("/keys", (exchange) -> {
			this.requests.incrementAndGet();
			List<JWK> keys = this.publishing ? List.of(this.rsaKey, this.ecKey) : List.of();
			answer(exchange, new JWKSet(keys).toPublicJWKSet().toString());
		});
		bound.start();
		this.server = bound;
	}

	private JWSSigner ecSigner() {
		try {
			return new ECDSASigner(this.ecKey);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSSigner rsaSigner(RSAKey key) {
		try {
			return new RSASSASigner(key);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RSAKey rsaKey() {
		try {
			return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).keyUse(KeyUse.SIGNATURE).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static HttpServer bind(int port) {
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void answer(HttpExchange exchange, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
