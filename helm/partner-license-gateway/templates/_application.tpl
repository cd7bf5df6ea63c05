{{/* The directories of the pod. */}}
{{- define "partner-license-gateway.configDirectory" -}}/etc/partner-license-gateway{{- end -}}
{{- define "partner-license-gateway.secretsDirectory" -}}/run/secrets/partner-license-gateway{{- end -}}
{{- define "partner-license-gateway.stateDirectory" -}}/var/lib/partner-license-gateway{{- end -}}

{{/* The gateway's properties that are no secrets: application.yaml, with one line or list for each property. */}}
{{- define "partner-license-gateway.application" -}}
{{- $properties := dict -}}
{{- if not .Values.sandbox.enabled -}}
{{- include "partner-license-gateway.partnerCenterProperties" (list . $properties) -}}
{{- end -}}
{{- include "partner-license-gateway.callersProperties" (list . $properties) -}}
{{- with .Values.reports -}}
{{- $_ := set $properties "reports.time-to-live" .timeToLive -}}
{{- $_ := set $properties "reports.stale-while-revalidate" .staleWhileRevalidate -}}
{{- $_ := set $properties "reports.stale-if-error" .staleIfError -}}
{{- $_ := set $properties "reports.keep-warm" .keepWarm -}}
{{- $_ := set $properties "reports.max-size" .maxSize -}}
{{- $_ := set $properties "reports.ignore-cache-control" .ignoreCacheControl -}}
{{- $_ := set $properties "reports.fast-path" .fastPath -}}
{{- end -}}
{{- with .Values.forwardedHeaders.trustedProxies -}}
{{- $_ := set $properties "server.forward-headers-strategy" "native" -}}
{{- $_ := set $properties "server.tomcat.remoteip.internal-proxies" (join "," .) -}}
{{- end -}}
{{- if .Values.tls.existingSecret -}}
{{- $secrets := include "partner-license-gateway.secretsDirectory" . -}}
{{- $_ := set $properties "server.ssl.bundle" "gateway" -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.gateway.keystore.certificate" (print $secrets "/gateway-certificate.pem") -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.gateway.keystore.private-key" (print $secrets "/gateway-private-key.pem") -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.gateway.reload-on-update" true -}}
{{- /* Otherwise the management port would do as the other does, and probes and Prometheus come in the clear. */ -}}
{{- $_ := set $properties "management.server.ssl.enabled" false -}}
{{- end -}}
{{- with .Values.tracing -}}
{{- $_ := set $properties "management.opentelemetry.tracing.export.otlp.endpoint" .endpoint -}}
{{- $_ := set $properties "management.tracing.sampling.probability" .samplingProbability -}}
{{- end -}}
{{- if .Values.redis.enabled -}}
{{- include "partner-license-gateway.redisProperties" (list . $properties) -}}
{{- end -}}
{{- /* What is empty is left to the gateway: null, "" and [], but neither false nor 0. */ -}}
{{- range $name := keys $properties -}}
{{- $value := get $properties $name -}}
{{- if and (empty $value) (or (kindIs "invalid" $value) (kindIs "string" $value) (kindIs "slice" $value)) -}}
{{- $_ := unset $properties $name -}}
{{- end -}}
{{- end -}}
{{- include "partner-license-gateway.requiredScope" (list . $properties) -}}
{{- range $name, $value := .Values.config -}}
{{- if hasKey $properties $name -}}
{{- fail (printf "config sets %s, which the chart sets too: use the chart's own value for it." $name) -}}
{{- end -}}
{{- $_ := set $properties $name $value -}}
{{- end -}}
{{- toYaml $properties -}}
{{- end -}}

{{- define "partner-license-gateway.partnerCenterProperties" -}}
{{- $properties := index . 1 -}}
{{- $secrets := include "partner-license-gateway.secretsDirectory" . -}}
{{- with (index . 0).Values.partnerCenter -}}
{{- $_ := set $properties "partner-center.cloud" .cloud -}}
{{- $_ := set $properties "partner-center.base-url" .baseUrl -}}
{{- $_ := set $properties "partner-center.max-concurrent-calls" .maxConcurrentCalls -}}
{{- $_ := set $properties "partner-center.token.tenant-id" .tenantId -}}
{{- $_ := set $properties "partner-center.token.client-id" .clientId -}}
{{- $_ := set $properties "partner-center.token.grant" .grant -}}
{{- $_ := set $properties "partner-center.token.scope" .scope -}}
{{- $_ := set $properties "partner-center.token.uri" .tokenUri -}}
{{- $_ := set $properties "partner-center.proxy" .proxy.url -}}
{{- $_ := set $properties "partner-center.no-proxy" .proxy.noProxy -}}
{{- if .proxy.existingSecret -}}
{{- $_ := set $properties "partner-center.proxy-password-file" (print $secrets "/proxy-password") -}}
{{- end -}}
{{- if or .caBundle.existingSecret .caBundle.existingConfigMap -}}
{{- $_ := set $properties "partner-center.ssl-bundle" "partner-center" -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.partner-center.truststore.certificate" (print $secrets "/partner-center-ca.pem") -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.partner-center.reload-on-update" true -}}
{{- end -}}
{{- if .clientSecret.existingSecret -}}
{{- $_ := set $properties "partner-center.token.client-secret-file" (print $secrets "/client-secret") -}}
{{- end -}}
{{- if .clientCertificate.existingSecret -}}
{{- $_ := set $properties "partner-center.token.client-certificate-file" (print $secrets "/client-certificate.pem") -}}
{{- $_ := set $properties "partner-center.token.client-private-key-file" (print $secrets "/client-private-key.pem") -}}
{{- end -}}
{{- if .federatedCredential.enabled -}}
{{- $_ := set $properties "partner-center.token.client-assertion-file" (print $secrets "/client-assertion") -}}
{{- end -}}
{{- end -}}
{{- if include "partner-license-gateway.keepsRefreshToken" (index . 0) -}}
{{- $state := include "partner-license-gateway.stateDirectory" . -}}
{{- $_ := set $properties "partner-center.token.refresh-token-file" (print $state "/refresh-token") -}}
{{- with (index . 0).Values.partnerCenter.consent -}}
{{- $_ := set $properties "partner-center.token.consent" (ternary "" "off" .enabled) -}}
{{- $_ := set $properties "partner-center.token.consent-redirect-uri" .redirectUri -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.callersProperties" -}}
{{- $properties := index . 1 -}}
{{- $jwt := "spring.security.oauth2.resourceserver.jwt" -}}
{{- with (index . 0).Values.callers -}}
{{- $_ := set $properties "callers.authentication" .authentication -}}
{{- $_ := set $properties (print $jwt ".issuer-uri") .jwt.issuerUri -}}
{{- $_ := set $properties (print $jwt ".jwk-set-uri") .jwt.jwkSetUri -}}
{{- $_ := set $properties (print $jwt ".audiences") .jwt.audiences -}}
{{- $_ := set $properties "callers.jwt.issuers" .jwt.issuers -}}
{{- if .apiKeys.existingSecret -}}
{{- $keys := print (include "partner-license-gateway.secretsDirectory" .) "/api-keys" -}}
{{- $_ := set $properties "callers.api-keys-file" $keys -}}
{{- end -}}
{{- $_ := set $properties "callers.rate-limit.requests" .rateLimit.requests -}}
{{- $_ := set $properties "callers.rate-limit.period" .rateLimit.period -}}
{{- $_ := set $properties "callers.rate-limit.failed-attempts" .rateLimit.failedAttempts -}}
{{- $_ := set $properties "callers.rate-limit.fetches" .rateLimit.fetches -}}
{{- $_ := set $properties "callers.cors.allowed-origins" .cors.allowedOrigins -}}
{{- end -}}
{{- end -}}

{{/* Here an empty value means something: any valid token. */}}
{{- define "partner-license-gateway.requiredScope" -}}
{{- with (index . 0).Values.callers -}}
{{- if contains "jwt" .authentication -}}
{{- $_ := set (index $ 1) "callers.required-scope" .jwt.requiredScope -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.redisProperties" -}}
{{- $properties := index . 1 -}}
{{- $secrets := include "partner-license-gateway.secretsDirectory" . -}}
{{- with (index . 0).Values.redis -}}
{{- $_ := set $properties "reports.shared-store" "redis" -}}
{{- $_ := set $properties "spring.data.redis.host" .host -}}
{{- $_ := set $properties "spring.data.redis.port" (int .port) -}}
{{- $_ := set $properties "spring.data.redis.username" .username -}}
{{- if .existingSecret -}}
{{- /* A file for each property, named after it. */ -}}
{{- $_ := set $properties "spring.config.import" (printf "configtree:%s/redis/" $secrets) -}}
{{- end -}}
{{- if .tls.enabled -}}
{{- $_ := set $properties "spring.data.redis.ssl.enabled" true -}}
{{- if .tls.existingSecret -}}
{{- $_ := set $properties "spring.data.redis.ssl.bundle" "redis" -}}
{{- $_ := set $properties "spring.ssl.bundle.pem.redis.truststore.certificate" (print $secrets "/redis-ca.pem") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The sources of the projected volume with secrets. Empty if there is none. */}}
{{- define "partner-license-gateway.secrets" -}}
{{- $files := list -}}
{{- if not .Values.sandbox.enabled -}}
{{- with .Values.partnerCenter.proxy -}}
{{- $files = append $files (list .existingSecret (dict .key "proxy-password")) -}}
{{- end -}}
{{- with .Values.partnerCenter.caBundle -}}
{{- $files = append $files (list .existingSecret (dict .key "partner-center-ca.pem")) -}}
{{- end -}}
{{- with .Values.partnerCenter.clientSecret -}}
{{- $files = append $files (list .existingSecret (dict .key "client-secret")) -}}
{{- end -}}
{{- with .Values.partnerCenter.clientCertificate -}}
{{- $pair := dict .certificateKey "client-certificate.pem" .privateKeyKey "client-private-key.pem" -}}
{{- $files = append $files (list .existingSecret $pair) -}}
{{- end -}}
{{- end -}}
{{- with .Values.callers.apiKeys -}}
{{- $files = append $files (list .existingSecret (dict .key "api-keys")) -}}
{{- end -}}
{{- with .Values.tls -}}
{{- $files = append $files (list .existingSecret (dict .certificateKey "gateway-certificate.pem" .privateKeyKey "gateway-private-key.pem")) -}}
{{- end -}}
{{- if .Values.redis.enabled -}}
{{- with .Values.redis -}}
{{- $files = append $files (list .existingSecret (dict .passwordKey "redis/spring.data.redis.password")) -}}
{{- if .tls.enabled -}}
{{- $files = append $files (list .tls.existingSecret (dict .tls.caKey "redis-ca.pem")) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $files -}}
{{- $items := index . 1 -}}
{{- with index . 0 }}
- secret:
    name: {{ . | quote }}
    items:
      {{- range $key, $path := $items }}
      - key: {{ $key | quote }}
        path: {{ $path | quote }}
      {{- end }}
{{- end }}
{{- end }}
{{- with .Values.partnerCenter.caBundle -}}
{{- if and .existingConfigMap (not $.Values.sandbox.enabled) }}
- configMap:
    name: {{ .existingConfigMap | quote }}
    items:
      - key: {{ .key | quote }}
        path: partner-center-ca.pem
{{- end }}
{{- end }}
{{- with .Values.partnerCenter.federatedCredential -}}
{{- if and .enabled (not $.Values.sandbox.enabled) }}
- serviceAccountToken:
    audience: {{ .audience | quote }}
    expirationSeconds: {{ int .expirationSeconds }}
    path: client-assertion
{{- end }}
{{- end }}
{{- end -}}
