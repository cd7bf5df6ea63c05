package org.partnergateway.helm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for values that stop the installation, and what the operator is told.
 */
class RefusalTests {

	@Test
	void refusalWhenNothingIsSetNamesWhatHasToBe() {
		assertThat(Chart.release().refusal()).contains(
				"Set partnerCenter.tenantId and partnerCenter.clientId and callers.authentication (jwt, api-key, jwt-or-api-key or none)."
						+ " To try the gateway without them, set sandbox.enabled to true.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{callers: {authentication: ""}}   | Set callers.authentication (jwt, api-key, jwt-or-api-key or none). To try
					{partnerCenter: {tenantId: ""}}   | Set partnerCenter.tenantId. To try
					{partnerCenter: {clientId: null}} | Set partnerCenter.clientId. To try
					""")
	void refusalWhenSomethingIsMissingNamesIt(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{partnerCenter: {clientSecret: {existingSecret: ""}}} | The application has no way to authenticate to Partner Center: set one of partnerCenter.clientSecret.existingSecret, partnerCenter.clientCertificate.existingSecret and partnerCenter.federatedCredential.enabled.
					{partnerCenter: {federatedCredential: {enabled: true}}} | in one way, but partnerCenter.clientSecret.existingSecret and partnerCenter.federatedCredential.enabled are set: set only one of them.
					{partnerCenter: {clientCertificate: {existingSecret: tls}}} | partnerCenter.clientSecret.existingSecret and partnerCenter.clientCertificate.existingSecret are set: set only one of them.
					{config: {partner-center.token.client-assertion-file: /a}} | partnerCenter.clientSecret.existingSecret and config.partner-center.token.client-assertion-file are set: set only one of them.
					""")
	void refusalWhenTheApplicationDoesNotAuthenticateInOneWay(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{partnerCenter: {grant: client-credentials}} | partnerCenter.refreshToken.existingSecret is set, but partnerCenter.grant is client-credentials: set the grant to refresh-token, or remove the Secret.
					{replicaCount: 2} | Up to 2 replicas have to write the refresh token to one volume: set partnerCenter.refreshToken.persistence.accessModes to ReadWriteMany if the storage can do that, or else replicaCount to 1 without autoscaling.
					{autoscaling: {enabled: true}} | Up to 6 replicas have to write the refresh token to one volume
					{partnerCenter: {refreshToken: {persistence: {accessModes: []}}}} | at '/partnerCenter/refreshToken/persistence/accessModes': minItems: got 0, want 1
					{partnerCenter: {refreshToken: {persistence: {accessModes: [ReadOnlyMany]}}}} | at '/partnerCenter/refreshToken/persistence/accessModes/0': value must be one of
					""")
	void refusalWhenTheRefreshTokenCannotBeKept(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{partnerCenter: {consent: {enabled: false}}} | The gateway has no way to a refresh token: set partnerCenter.consent.enabled to true, so that a user can consent in a browser, or set partnerCenter.refreshToken.existingSecret.
					{partnerCenter: {consent: {enabled: false, redirectUri: "https://a/b"}, refreshToken: {existingSecret: a}}} | partnerCenter.consent.redirectUri is set, but partnerCenter.consent.enabled is false: remove one of the two.
					{partnerCenter: {consent: {enabled: "off"}}} | at '/partnerCenter/consent/enabled': got string, want boolean
					{partnerCenter: {consent: {redirectUri: /consent/callback}}} | at '/partnerCenter/consent/redirectUri': '/consent/callback' does not match pattern
					{partnerCenter: {consent: {redirectUri: "ftp://a/b"}}} | at '/partnerCenter/consent/redirectUri': 'ftp://a/b' does not match pattern
					{partnerCenter: {consent: {redirectUri: "https:///b"}}} | at '/partnerCenter/consent/redirectUri': 'https:///b' does not match pattern
					{partnerCenter: {consent: {redirectUri: "https://a/b#c"}}} | at '/partnerCenter/consent/redirectUri': 'https://a/b#c' does not match pattern
					{partnerCenter: {consent: {redirectUri: "changeme"}}} | at '/partnerCenter/consent/redirectUri'
					{config: {partner-center.token.consent: off}} | config or extraEnv sets partner-center.token.consent, which the chart has to know: use partnerCenter.consent.enabled.
					{extraEnv: [{name: PARTNER_CENTER_TOKEN_CONSENT, value: "on"}]} | config or extraEnv sets partner-center.token.consent
					{partnerCenter: {grant: client-credentials, consent: {enabled: false}}} | partnerCenter.consent.enabled is false, but partnerCenter.grant is client-credentials, which needs no consent: set the grant to refresh-token, or remove the value.
					{partnerCenter: {grant: client-credentials, consent: {redirectUri: "https://a/b"}}} | partnerCenter.consent.redirectUri is set, but partnerCenter.grant is client-credentials, which needs no consent: set the grant to refresh-token, or remove the value.
					""")
	void refusalWhenNobodyCanConsentOrNobodyNeedsTo(String values, String sentence) {
		assertThat(Chart.release().with("unconsented").set(values).refusal()).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{serviceMonitor: {enabled: true}} | serviceMonitor.enabled is true
			{podAnnotations: {prometheus.io/scrape: true}} | podAnnotations.prometheus.io/scrape is true
			{podAnnotations: {prometheus.io/scrape: "true"}} | podAnnotations.prometheus.io/scrape is true
			""")
	void refusalWhenPrometheusWouldNotReachThePortOfTheConsentPage(String values, String cause) {
		Release release = Chart.release().with("unconsented").set(values);
		assertThat(release.set("networkPolicy: {monitoring: []}").refusal()).contains(cause
				+ ", but networkPolicy.monitoring is empty, and with the consent page this means that nobody reaches port 8081:"
				+ " set networkPolicy.monitoring to the peers that scrape the metrics, or partnerCenter.consent.enabled to false.");
		assertThat(release.template()).isNotEmpty();
		assertThat(release.set("networkPolicy: {enabled: false, monitoring: []}").template()).isNotEmpty();
		assertThat(release.set("networkPolicy: {monitoring: []}")
			.set("partnerCenter: {consent: {enabled: false}, refreshToken: {existingSecret: a}}")
			.template()).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{callers: {authentication: sometimes}} | at '/callers/authentication': value must be one of
					{callers: {authentication: jwt, apiKeys: {existingSecret: ""}}} | at '/callers/jwt/audiences': minItems: got 0, want 1
					{callers: {authentication: jwt-or-api-key, jwt: {audiences: [a]}}} | callers.authentication is jwt-or-api-key, but no issuer of access tokens is named: set callers.jwt.issuerUri.
					{callers: {authentication: jwt-or-api-key, jwt: {audiences: [a], jwkSetUri: "https://a/keys", issuers: ["https://a"]}}} | callers.jwt.issuers is set, but the keys of callers.jwt.jwkSetUri have no issuer: set callers.jwt.issuerUri to the issuer of those keys.
					{callers: {apiKeys: {existingSecret: ""}}} | at '/callers/apiKeys/existingSecret': minLength: got 0, want 1
					{callers: {authentication: none}} | callers.apiKeys.existingSecret is set, but callers.authentication is none: set it to api-key or jwt-or-api-key, or remove the Secret.
					{callers: {jwt: {issuerUri: "https://a"}}} | callers.jwt names an issuer, but callers.authentication is api-key: set it to jwt or jwt-or-api-key, or remove the issuer.
					{callers: {jwt: {issuerUri: issuer.contoso.com}}} | at '/callers/jwt/issuerUri': 'issuer.contoso.com' does not match pattern
					{callers: {cors: {allowedOrigins: ["*"]}}} | at '/callers/cors/allowedOrigins/0': '*' does not match pattern
					""")
	void refusalWhenItIsNotClearWhoMayAsk(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence);
	}

	@ParameterizedTest
	@ValueSource(strings = { "partnerCenter: {clientSecret: {value: a}}", "partnerCenter: {clientSecret: a}",
			"partnerCenter: {refreshToken: {token: a}}", "callers: {apiKeys: {keys: [a]}}", "redis: {password: a}",
			"tests: {credential: {value: a}}" })
	void refusalWhenASecretIsGivenInTheValues(String values) {
		assertThat(refusal(values)).containsAnyOf("additional properties", "got string, want object");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{config: {partner-center.token.client-secret: s3cr3t}} | config.partner-center.token.client-secret has a secret that everybody can read: put it into a Secret, and refer to the Secret.
					{config: {spring.data.redis.password: s3cr3t}}         | config.spring.data.redis.password has a secret
					{config: {a: "-----BEGIN PRIVATE KEY-----"}}           | config.a has a secret
					{extraEnv: [{name: PARTNER_CENTER_TOKEN_CLIENT_SECRET, value: s3cr3t}]} | extraEnv has the value of PARTNER_CENTER_TOKEN_CLIENT_SECRET, which everybody can read: put it into a Secret, and refer to the Secret with valueFrom.
					{extraEnv: [{name: SPRING_DATA_REDIS_PASSWORD, value: s3cr3t}]} | extraEnv has the value of SPRING_DATA_REDIS_PASSWORD
					""")
	void refusalWhenASecretWouldBeReadableDoesNotRepeatIt(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence).doesNotContain("s3cr3t");
	}

	@ParameterizedTest
	@ValueSource(strings = { "changeme", "change-me", "CHANGE_ME", "replaceme", "todo", "<tenant id>", "${TENANT}",
			"your-tenant", "00000000-0000-0000-0000-000000000000" })
	void refusalWhenAPlaceholderIsLeft(String placeholder) {
		assertThat(refusal("partnerCenter: {tenantId: '" + placeholder + "'}"))
			.contains("partnerCenter.tenantId is " + placeholder + ", a placeholder: set the real value.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			partnerCenter.clientSecret | {partnerCenter: {clientSecret: {existingSecret: changeme}}}
			partnerCenter.clientCertificate | {partnerCenter: {clientCertificate: {existingSecret: changeme}}}
			partnerCenter.refreshToken | {partnerCenter: {refreshToken: {existingSecret: changeme}}}
			partnerCenter.proxy | {partnerCenter: {proxy: {existingSecret: changeme}}}
			callers.apiKeys | {callers: {apiKeys: {existingSecret: changeme}}}
			redis | {redis: {existingSecret: changeme}}
			redis.tls | {redis: {tls: {enabled: true, existingSecret: changeme}}}
			tests.credential | {tests: {credential: {existingSecret: changeme}}}
			""")
	void refusalWhenAPlaceholderNamesASecret(String where, String values) {
		assertThat(refusal(values)).contains(where + ".existingSecret is changeme, a placeholder");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tenantId: a", "clientId: a", "baseUrl: 'https://a'", "tokenUri: 'https://a'",
			"grant: refresh-token", "clientSecret: {existingSecret: a}", "clientCertificate: {existingSecret: a}",
			"consent: {enabled: false}", "consent: {redirectUri: 'https://a'}", "refreshToken: {existingSecret: a}",
			"federatedCredential: {enabled: true}", "proxy: {url: 'http://a:1'}", "caBundle: {existingSecret: a}" })
	void refusalWhenTheSandboxGetsCredentials(String value) {
		assertThat(Chart.release().with("sandbox").set("partnerCenter: {" + value + "}").refusal())
			.contains("sandbox.enabled starts a simulated Partner Center, but partnerCenter.")
			.contains(" is set: remove one of the two.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{redis: {enabled: true}} | at '/redis/host': minLength: got 0, want 1
					{redis: {tls: {existingSecret: a}}} | at '/redis/tls/existingSecret': maxLength: got 1, want 0
					{redis: {port: 0}} | at '/redis/port': minimum: got 0, want 1
					{ingress: {enabled: true}} | at '/ingress/hosts': minItems: got 0, want 1
					{ingress: {enabled: true, hosts: [{paths: []}]}} | at '/ingress/hosts/0': missing property 'host'
					{ingress: {enabled: true, hosts: [licenses.contoso.com]}} | at '/ingress/hosts/0': got string, want object
					{httpRoute: {enabled: true}} | at '/httpRoute/parentRefs': minItems: got 0, want 1
					{ingress: {enabled: true, hosts: [{host: a.contoso.com}]}} | With ingress all callers have the addresses of a proxy: set forwardedHeaders.trustedProxies to its networks, such as 10.1.2.0/24, if it overwrites X-Forwarded-For. Otherwise set forwardedHeaders.ignored to true
					{httpRoute: {enabled: true, parentRefs: [{name: a}]}} | With httpRoute all callers have the addresses of a proxy
					{forwardedHeaders: {trustedProxies: [10.0.0.0/8], ignored: true}} | forwardedHeaders.trustedProxies and forwardedHeaders.ignored are both set: set only one of them.
					{forwardedHeaders: {trustedProxies: [10.1.2.3]}} | at '/forwardedHeaders/trustedProxies/0': '10.1.2.3' does not match pattern
					{forwardedHeaders: {trustedProxies: [0.0.0.0/0]}} | at '/forwardedHeaders/trustedProxies/0': '0.0.0.0/0' does not match pattern
					{config: {server.forward-headers-strategy: native}} | config.server.forward-headers-strategy is native, but no proxy is trusted: set forwardedHeaders.trustedProxies
					{forwardedHeaders: {trustedProxies: [10.0.0.0/8]}, config: {server.forward-headers-strategy: native}} | config sets server.forward-headers-strategy, which the chart sets too
					{tracing: {endpoint: "collector:4318"}} | at '/tracing/endpoint': 'collector:4318' does not match pattern
					{service: {type: ExternalName}} | at '/service/type': value must be one of 'ClusterIP', 'NodePort', 'LoadBalancer'
					{service: {port: 70000}} | at '/service/port': maximum: got 70,000, want 65,535
					""")
	void refusalWhenAWayInOrOutLeadsNowhere(String values, String sentence) {
		assertThat(Chart.release().with("sandbox").set(values).refusal()).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{partnerCenter: {proxy: {url: "http://proxy:3128", existingSecret: a}}} | partnerCenter.proxy.existingSecret is set, but partnerCenter.proxy.url names no user: set it to http://user@host:port, or remove the Secret.
					{partnerCenter: {proxy: {existingSecret: a}}} | but partnerCenter.proxy.url names no user
					{partnerCenter: {proxy: {url: "http://jane@proxy:3128"}}} | partnerCenter.proxy.url names a user, but there is no password: set partnerCenter.proxy.existingSecret to a Secret with it.
					{partnerCenter: {proxy: {url: "https://proxy:3128"}}} | at '/partnerCenter/proxy/url': 'https://proxy:3128' does not match pattern
					{partnerCenter: {proxy: {url: "http://proxy"}}} | at '/partnerCenter/proxy/url': 'http://proxy' does not match pattern
					{partnerCenter: {proxy: {url: "http://jane:secret@proxy:1"}}} | at '/partnerCenter/proxy/url'
					{partnerCenter: {caBundle: {existingSecret: a, existingConfigMap: b}}} | partnerCenter.caBundle.existingSecret and partnerCenter.caBundle.existingConfigMap are both set: set only one of them.
					""")
	void refusalWhenTheWayOutIsNotClear(String values, String sentence) {
		assertThat(refusal(values)).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{autoscaling: {enabled: true, minReplicas: 5, maxReplicas: 3}} | autoscaling.minReplicas (5) is more than autoscaling.maxReplicas (3).
					{autoscaling: {enabled: true, targetCPUUtilizationPercentage: null}} | autoscaling has no target: set autoscaling.targetCPUUtilizationPercentage.
					{autoscaling: {enabled: true}, resources: {requests: {cpu: null}}} | autoscaling compares the use of cpu with its request, but there is no request: set resources.requests.cpu.
					{podDisruptionBudget: {minAvailable: 1, maxUnavailable: 1}} | podDisruptionBudget.minAvailable and podDisruptionBudget.maxUnavailable are both set: set only one of them.
					{podDisruptionBudget: {minAvailable: 2}} | podDisruptionBudget.minAvailable (2) allows none of 2 replicas to be evicted, so no node could be drained: lower it, or run more replicas.
					{podDisruptionBudget: {minAvailable: half}} | at '/podDisruptionBudget/minAvailable': 'half' does not match pattern
					{terminationGracePeriodSeconds: 34} | terminationGracePeriodSeconds (34) is too short for requests in progress: the gateway needs up to 30 s after preStopSleepSeconds, together 35 s.
					{replicaCount: two} | at '/replicaCount': got string, want integer
					{replicaCount: 1.5} | at '/replicaCount': got number, want integer
					{image: {tag: 1.0}} | at '/image/tag': got number, want string
					{sandbox: {enabled: "true"}} | at '/sandbox/enabled': got string, want boolean
					{replicas: 2} | additional properties 'replicas' not allowed
					{image: {name: a}} | at '/image': additional properties 'name' not allowed
					""")
	void refusalWhenTheNumbersDoNotAddUp(String values, String sentence) {
		assertThat(Chart.release().with("sandbox").set(values).refusal()).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{reports: {maxSize: 32MB}, config: {reports.max-size: 64MB}} | config sets reports.max-size, which the chart sets too: use the chart's own value for it.
					{config: {server.port: 80}} | config.server.port cannot be set: inside the pod the ports are 8080 and 8081; service.port is the one that callers see.
					{extraEnv: [{name: SPRING_PROFILES_ACTIVE, value: a}]} | extraEnv sets SPRING_PROFILES_ACTIVE, and so does sandbox.enabled: remove one of the two.
					{extraEnv: [{name: SPRING_CONFIG_ADDITIONAL_LOCATION, value: a}]} | extraEnv sets SPRING_CONFIG_ADDITIONAL_LOCATION, which the chart sets too: use config for more properties.
					{podLabels: {app.kubernetes.io/name: a}} | podLabels sets app.kubernetes.io/name, which is the chart's own: remove it.
					{commonLabels: {app.kubernetes.io/instance: a}} | commonLabels sets app.kubernetes.io/instance, which is the chart's own: remove it.
					{reports: {timeToLive: 15 minutes}} | at '/reports/timeToLive': '15 minutes' does not match pattern
					{reports: {timeToLive: 900}} | at '/reports/timeToLive': got number, want string
					""")
	void refusalWhenSomethingIsSaidTwiceOrWrongly(String values, String sentence) {
		assertThat(Chart.release().with("sandbox").set(values).refusal()).contains(sentence);
	}

	private static String refusal(String values) {
		return Chart.release().with("consent").set(values).refusal();
	}

}
