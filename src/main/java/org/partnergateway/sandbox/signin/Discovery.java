package org.partnergateway.sandbox.signin;

import java.net.URI;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the sandbox says about itself as an OpenID provider (OpenID Connect Discovery,
 * section 3). The tenant is the sandbox's, whichever the request named.
 */
final class Discovery {

	private Discovery() {
	}

	/**
	 * The issuer of a tenant's tokens.
	 */
	static String issuer(URI baseUrl, String tenantId) {
		return baseUrl + "/" + tenantId + "/v2.0";
	}

	/**
	 * The discovery document.
	 */
	static String document(URI baseUrl) {
		String tenant = baseUrl + "/" + SandboxUser.TENANT_ID;
		ObjectNode document = JsonNodeFactory.instance.objectNode()
			.put("issuer", issuer(baseUrl, SandboxUser.TENANT_ID))
			.put("authorization_endpoint", tenant + "/oauth2/v2.0/authorize")
			.put("token_endpoint", tenant + "/oauth2/v2.0/token")
			.put("jwks_uri", tenant + "/discovery/v2.0/keys");
		put(document, "response_types_supported", "code");
		put(document, "response_modes_supported", "query");
		put(document, "grant_types_supported", "authorization_code", "refresh_token", "client_credentials");
		put(document, "code_challenge_methods_supported", "S256");
		put(document, "scopes_supported", "openid", "offline_access");
		put(document, "subject_types_supported", "pairwise");
		put(document, "id_token_signing_alg_values_supported", "HS256");
		put(document, "token_endpoint_auth_methods_supported", "client_secret_post", "private_key_jwt",
				"client_secret_basic");
		return JsonMapper.shared().writeValueAsString(document);
	}

	/**
	 * The public keys. There are none, since tokens are signed with a secret.
	 */
	static String keys() {
		return """
				{"keys":[]}""";
	}

	private static void put(ObjectNode document, String name, String... values) {
		document.set(name, JsonMapper.shared().valueToTree(List.of(values)));
	}

}
