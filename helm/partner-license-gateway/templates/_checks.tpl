{{/* Checks that the schema cannot make, or not with a clear message. A failed one stops the installation. Renders nothing. */}}
{{- define "partner-license-gateway.check" -}}
{{- include "partner-license-gateway.checkRequired" . -}}
{{- include "partner-license-gateway.checkPlaceholders" . -}}
{{- if .Values.sandbox.enabled -}}
{{- include "partner-license-gateway.checkSandbox" . -}}
{{- else -}}
{{- include "partner-license-gateway.checkClientAuthentication" . -}}
{{- include "partner-license-gateway.checkRefreshToken" . -}}
{{- include "partner-license-gateway.checkConsent" . -}}
{{- include "partner-license-gateway.checkProxy" . -}}
{{- end -}}
{{- include "partner-license-gateway.checkCallers" . -}}
{{- include "partner-license-gateway.checkForwardedHeaders" . -}}
{{- include "partner-license-gateway.checkConfig" . -}}
{{- include "partner-license-gateway.checkExtraEnv" . -}}
{{- include "partner-license-gateway.checkReplicas" . -}}
{{- include "partner-license-gateway.checkLabels" . -}}
{{- include "partner-license-gateway.checkNames" . -}}
{{- end -}}

{{/* Values that the operator has to decide. The schema cannot require them, since helm lint checks the chart's defaults. */}}
{{- define "partner-license-gateway.checkRequired" -}}
{{- if not .Values.sandbox.enabled -}}
{{- $missing := list -}}
{{- if not .Values.partnerCenter.tenantId -}}{{- $missing = append $missing "partnerCenter.tenantId" -}}{{- end -}}
{{- if not .Values.partnerCenter.clientId -}}{{- $missing = append $missing "partnerCenter.clientId" -}}{{- end -}}
{{- if not .Values.callers.authentication -}}{{- $missing = append $missing "callers.authentication (jwt, api-key, jwt-or-api-key or none)" -}}{{- end -}}
{{- if $missing -}}
{{- fail (printf "Set %s. To try the gateway without them, set sandbox.enabled to true." (join " and " $missing)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Placeholders that were not replaced. */}}
{{- define "partner-license-gateway.checkPlaceholders" -}}
{{- $values := dict
      "partnerCenter.tenantId" .Values.partnerCenter.tenantId
      "partnerCenter.clientId" .Values.partnerCenter.clientId
      "partnerCenter.proxy.url" .Values.partnerCenter.proxy.url
      "partnerCenter.proxy.existingSecret" .Values.partnerCenter.proxy.existingSecret
      "partnerCenter.caBundle.existingSecret" .Values.partnerCenter.caBundle.existingSecret
      "partnerCenter.caBundle.existingConfigMap" .Values.partnerCenter.caBundle.existingConfigMap
      "partnerCenter.clientSecret.existingSecret" .Values.partnerCenter.clientSecret.existingSecret
      "partnerCenter.clientCertificate.existingSecret" .Values.partnerCenter.clientCertificate.existingSecret
      "partnerCenter.consent.redirectUri" .Values.partnerCenter.consent.redirectUri
      "partnerCenter.refreshToken.existingSecret" .Values.partnerCenter.refreshToken.existingSecret
      "callers.apiKeys.existingSecret" .Values.callers.apiKeys.existingSecret
      "tls.existingSecret" .Values.tls.existingSecret
      "redis.existingSecret" .Values.redis.existingSecret
      "redis.tls.existingSecret" .Values.redis.tls.existingSecret
      "tests.credential.existingSecret" .Values.tests.credential.existingSecret -}}
{{- $forms := list
      "change.?(me|it)" "replace.?(me|it|this)" "to.?do" "fix.?me" "place.?holder" "dummy" "x{3,}" "your\\b.*"
      "<.*>" "\\$?\\{.*\\}" "0{8}-0{4}-0{4}-0{4}-0{12}" -}}
{{- range $name, $value := $values -}}
{{- if regexMatch (printf "^(?i:%s)$" (join "|" $forms)) $value -}}
{{- fail (printf "%s is %s, a placeholder: set the real value." $name $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The sandbox has a Partner Center, a tenant and an application of its own. */}}
{{- define "partner-license-gateway.checkSandbox" -}}
{{- with .Values.partnerCenter -}}
{{- $values := dict
      "baseUrl" .baseUrl
      "tokenUri" .tokenUri
      "tenantId" .tenantId
      "clientId" .clientId
      "proxy.url" .proxy.url
      "proxy.existingSecret" .proxy.existingSecret
      "caBundle.existingSecret" .caBundle.existingSecret
      "caBundle.existingConfigMap" .caBundle.existingConfigMap
      "clientSecret.existingSecret" .clientSecret.existingSecret
      "clientCertificate.existingSecret" .clientCertificate.existingSecret
      "federatedCredential.enabled" .federatedCredential.enabled
      "consent.enabled" (not .consent.enabled)
      "consent.redirectUri" .consent.redirectUri
      "refreshToken.existingSecret" .refreshToken.existingSecret
      "grant" (eq .grant "refresh-token") -}}
{{- range $name, $value := $values -}}
{{- if $value -}}
{{- fail (printf "sandbox.enabled starts a simulated Partner Center, but partnerCenter.%s is set: remove one of the two." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkClientAuthentication" -}}
{{- $ways := list -}}
{{- with .Values.partnerCenter -}}
{{- if .clientSecret.existingSecret -}}{{- $ways = append $ways "partnerCenter.clientSecret.existingSecret" -}}{{- end -}}
{{- if .clientCertificate.existingSecret -}}{{- $ways = append $ways "partnerCenter.clientCertificate.existingSecret" -}}{{- end -}}
{{- if .federatedCredential.enabled -}}{{- $ways = append $ways "partnerCenter.federatedCredential.enabled" -}}{{- end -}}
{{- end -}}
{{- range list "client-secret-file" "client-certificate-file" "client-assertion-file" -}}
{{- $property := print "partner-center.token." . -}}
{{- if hasKey $.Values.config $property -}}{{- $ways = append $ways (printf "config.%s" $property) -}}{{- end -}}
{{- end -}}
{{- if not $ways -}}
{{- fail "The application has no way to authenticate to Partner Center: set one of partnerCenter.clientSecret.existingSecret, partnerCenter.clientCertificate.existingSecret and partnerCenter.federatedCredential.enabled." -}}
{{- end -}}
{{- if gt (len $ways) 1 -}}
{{- fail (printf "The application authenticates to Partner Center in one way, but %s are set: set only one of them." (join " and " $ways)) -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkRefreshToken" -}}
{{- with .Values.partnerCenter -}}
{{- if and .refreshToken.existingSecret (ne .grant "refresh-token") -}}
{{- fail (printf "partnerCenter.refreshToken.existingSecret is set, but partnerCenter.grant is %s: set the grant to refresh-token, or remove the Secret." .grant) -}}
{{- end -}}
{{- end -}}
{{- $most := include "partner-license-gateway.mostReplicas" . | int -}}
{{- if and (gt $most 1) (include "partner-license-gateway.isBoundToANode" .) -}}
{{- fail (printf "Up to %d replicas have to write the refresh token to one volume: set partnerCenter.refreshToken.persistence.accessModes to ReadWriteMany if the storage can do that, or else replicaCount to 1 without autoscaling." $most) -}}
{{- end -}}
{{- end -}}

{{/* A user consents on the page, or a Secret has a refresh token. */}}
{{- define "partner-license-gateway.checkConsent" -}}
{{- $property := "partner-center.token.consent" -}}
{{- if or (hasKey .Values.config $property) (include "partner-license-gateway.settings" (list . "partner.center.token.consent") | fromYamlArray) -}}
{{- fail (printf "config or extraEnv sets %s, which the chart has to know: use partnerCenter.consent.enabled." $property) -}}
{{- end -}}
{{- with .Values.partnerCenter -}}
{{- if ne .grant "refresh-token" -}}
{{- if not .consent.enabled -}}
{{- fail (printf "partnerCenter.consent.enabled is false, but partnerCenter.grant is %s, which needs no consent: set the grant to refresh-token, or remove the value." .grant) -}}
{{- end -}}
{{- if .consent.redirectUri -}}
{{- fail (printf "partnerCenter.consent.redirectUri is set, but partnerCenter.grant is %s, which needs no consent: set the grant to refresh-token, or remove the value." .grant) -}}
{{- end -}}
{{- else if not .consent.enabled -}}
{{- if not .refreshToken.existingSecret -}}
{{- fail "The gateway has no way to a refresh token: set partnerCenter.consent.enabled to true, so that a user can consent in a browser, or set partnerCenter.refreshToken.existingSecret." -}}
{{- end -}}
{{- if .consent.redirectUri -}}
{{- fail "partnerCenter.consent.redirectUri is set, but partnerCenter.consent.enabled is false: remove one of the two." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (include "partner-license-gateway.hasConsentPage" .) .Values.networkPolicy.enabled (not .Values.networkPolicy.monitoring) -}}
{{- $scrapes := dict
      "serviceMonitor.enabled" .Values.serviceMonitor.enabled
      "podAnnotations.prometheus.io/scrape" (get .Values.podAnnotations "prometheus.io/scrape" | toString | eq "true") -}}
{{- range $name, $value := $scrapes -}}
{{- if $value -}}
{{- fail (printf "%s is true, but networkPolicy.monitoring is empty, and with the consent page this means that nobody reaches port 8081: set networkPolicy.monitoring to the peers that scrape the metrics, or partnerCenter.consent.enabled to false." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkProxy" -}}
{{- with .Values.partnerCenter -}}
{{- $user := contains "@" .proxy.url -}}
{{- if and .proxy.existingSecret (not $user) -}}
{{- fail "partnerCenter.proxy.existingSecret is set, but partnerCenter.proxy.url names no user: set it to http://user@host:port, or remove the Secret." -}}
{{- end -}}
{{- if and $user (not .proxy.existingSecret) -}}
{{- fail "partnerCenter.proxy.url names a user, but there is no password: set partnerCenter.proxy.existingSecret to a Secret with it." -}}
{{- end -}}
{{- if and .caBundle.existingSecret .caBundle.existingConfigMap -}}
{{- fail "partnerCenter.caBundle.existingSecret and partnerCenter.caBundle.existingConfigMap are both set: set only one of them." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A trusted proxy decides for whom a request counts. */}}
{{- define "partner-license-gateway.checkForwardedHeaders" -}}
{{- $strategy := get .Values.config "server.forward-headers-strategy" | toString | lower -}}
{{- $own := "server.tomcat.remoteip.internal-proxies" -}}
{{- with .Values.forwardedHeaders -}}
{{- if and .trustedProxies .ignored -}}
{{- fail "forwardedHeaders.trustedProxies and forwardedHeaders.ignored are both set: set only one of them." -}}
{{- end -}}
{{- if and (eq $strategy "native") (not .trustedProxies) (not (hasKey $.Values.config $own)) -}}
{{- fail "config.server.forward-headers-strategy is native, but no proxy is trusted: set forwardedHeaders.trustedProxies to the networks of the proxies in front instead." -}}
{{- end -}}
{{- $decided := or .trustedProxies .ignored (eq $strategy "none") (hasKey $.Values.config $own) -}}
{{- range list "ingress" "httpRoute" -}}
{{- if and (get (get $.Values .) "enabled") (not $decided) -}}
{{- fail (printf "With %s all callers have the addresses of a proxy: set forwardedHeaders.trustedProxies to its networks, such as 10.1.2.0/24, if it overwrites X-Forwarded-For. Otherwise set forwardedHeaders.ignored to true; then limits by address apply to the proxy." .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkCallers" -}}
{{- with .Values.callers -}}
{{- if and (contains "jwt" .authentication) (not .jwt.issuerUri) (not .jwt.jwkSetUri) (not .jwt.issuers) -}}
{{- fail (printf "callers.authentication is %s, but no issuer of access tokens is named: set callers.jwt.issuerUri." .authentication) -}}
{{- end -}}
{{- if and .jwt.jwkSetUri .jwt.issuers (not .jwt.issuerUri) -}}
{{- fail "callers.jwt.issuers is set, but the keys of callers.jwt.jwkSetUri have no issuer: set callers.jwt.issuerUri to the issuer of those keys." -}}
{{- end -}}
{{- if and .apiKeys.existingSecret (not (contains "api-key" .authentication)) -}}
{{- fail (printf "callers.apiKeys.existingSecret is set, but callers.authentication is %s: set it to api-key or jwt-or-api-key, or remove the Secret." (default "not set" .authentication)) -}}
{{- end -}}
{{- if and (or .jwt.issuerUri .jwt.jwkSetUri .jwt.issuers) (not (contains "jwt" .authentication)) -}}
{{- fail (printf "callers.jwt names an issuer, but callers.authentication is %s: set it to jwt or jwt-or-api-key, or remove the issuer." (default "not set" .authentication)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* "true" if a property or variable is a secret: (list name value). A file's name or a reference to a variable is none. */}}
{{- define "partner-license-gateway.isSecret" -}}
{{- $name := index . 0 -}}
{{- $value := index . 1 | toString -}}
{{- if contains "PRIVATE KEY-----" $value -}}true
{{- else if and $value (regexMatch "(?i)(secret|password|passphrase|refresh[-_.]?token|access[-_.]?token)$" $name) (not (regexMatch "^\\$\\{.*\\}$" $value)) -}}true
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkConfig" -}}
{{- range $name, $value := .Values.config -}}
{{- if include "partner-license-gateway.isSecret" (list $name $value) -}}
{{- fail (printf "config.%s has a secret that everybody can read: put it into a Secret, and refer to the Secret." $name) -}}
{{- end -}}
{{- if has $name (list "server.port" "management.server.port") -}}
{{- fail (printf "config.%s cannot be set: inside the pod the ports are 8080 and 8081; service.port is the one that callers see." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkExtraEnv" -}}
{{- range $where := list "initContainers" "extraContainers" -}}
{{- range index $.Values $where -}}
{{- include "partner-license-gateway.checkContainer" (list $where .) -}}
{{- end -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if include "partner-license-gateway.isSecret" (list .name (default "" .value)) -}}
{{- fail (printf "extraEnv has the value of %s, which everybody can read: put it into a Secret, and refer to the Secret with valueFrom." .name) -}}
{{- end -}}
{{- if eq .name "SPRING_CONFIG_ADDITIONAL_LOCATION" -}}
{{- fail "extraEnv sets SPRING_CONFIG_ADDITIONAL_LOCATION, which the chart sets too: use config for more properties." -}}
{{- end -}}
{{- if and (eq .name "SPRING_PROFILES_ACTIVE") $.Values.sandbox.enabled -}}
{{- fail "extraEnv sets SPRING_PROFILES_ACTIVE, and so does sandbox.enabled: remove one of the two." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A container of the operator's values: (list where container). */}}
{{- define "partner-license-gateway.checkContainer" -}}
{{- $where := index . 0 -}}
{{- with index . 1 -}}
{{- if has .name (list "gateway" "refresh-token") -}}
{{- fail (printf "%s has a container called %s, and so has the chart: give it another name." $where .name) -}}
{{- end -}}
{{- range .env -}}
{{- if include "partner-license-gateway.isSecret" (list .name (default "" .value)) -}}
{{- fail (printf "%s has the value of %s, which everybody can read: put it into a Secret, and refer to the Secret with valueFrom." $where .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* An object of extraObjects, rendered: (list $ object). It cannot be a Secret, since everybody can read values. */}}
{{- define "partner-license-gateway.extraObject" -}}
{{- $object := index . 1 -}}
{{- $rendered := tpl (kindIs "string" $object | ternary $object (toYaml $object)) (index . 0) -}}
{{- if regexMatch "(?m)^[\"']?kind[\"']?:[ \t]*[\"']?Secret[\"']?[ \t\r]*(#.*)?$" $rendered -}}
{{- fail "extraObjects has a Secret. Everybody who can read the values can read it: create the Secret separately, or let an operator create it, for example from an ExternalSecret or a SealedSecret." -}}
{{- end -}}
{{- $rendered -}}
{{- end -}}

{{/* DNS servers, and the address families of the Service. */}}
{{- define "partner-license-gateway.checkNames" -}}
{{- if and (eq .Values.dnsPolicy "None") (not .Values.dnsConfig.nameservers) -}}
{{- fail "dnsPolicy is None, but there is no DNS server: set dnsConfig.nameservers." -}}
{{- end -}}
{{- with .Values.service -}}
{{- if and (eq .ipFamilyPolicy "SingleStack") (gt (len .ipFamilies) 1) -}}
{{- fail "service.ipFamilyPolicy is SingleStack, but service.ipFamilies has two: set the policy to PreferDualStack, or name one family." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.checkReplicas" -}}
{{- with .Values.autoscaling -}}
{{- if .enabled -}}
{{- if gt (int .minReplicas) (int .maxReplicas) -}}
{{- fail (printf "autoscaling.minReplicas (%d) is more than autoscaling.maxReplicas (%d)." (int .minReplicas) (int .maxReplicas)) -}}
{{- end -}}
{{- if not (or .targetCPUUtilizationPercentage .targetMemoryUtilizationPercentage) -}}
{{- fail "autoscaling has no target: set autoscaling.targetCPUUtilizationPercentage." -}}
{{- end -}}
{{- $requests := default dict $.Values.resources.requests -}}
{{- range $resource, $target := dict "cpu" .targetCPUUtilizationPercentage "memory" .targetMemoryUtilizationPercentage -}}
{{- if and $target (not (hasKey $requests $resource)) -}}
{{- fail (printf "autoscaling compares the use of %s with its request, but there is no request: set resources.requests.%s." $resource $resource) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.podDisruptionBudget -}}
{{- if .enabled -}}
{{- $least := include "partner-license-gateway.leastReplicas" $ | int -}}
{{- if not (or (kindIs "invalid" .minAvailable) (kindIs "invalid" .maxUnavailable)) -}}
{{- fail "podDisruptionBudget.minAvailable and podDisruptionBudget.maxUnavailable are both set: set only one of them." -}}
{{- end -}}
{{- if and (not (kindIs "invalid" .minAvailable)) (not (kindIs "string" .minAvailable)) (gt (int .minAvailable) 0) (ge (int .minAvailable) $least) -}}
{{- fail (printf "podDisruptionBudget.minAvailable (%d) allows none of %d replicas to be evicted, so no node could be drained: lower it, or run more replicas." (int .minAvailable) $least) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $grace := int .Values.terminationGracePeriodSeconds -}}
{{- $sleep := int .Values.preStopSleepSeconds -}}
{{- $where := "preStopSleepSeconds" -}}
{{- with .Values.lifecycle.preStop -}}
{{- $sleep = dig "sleep" "seconds" 0 . | int -}}
{{- $where = "lifecycle.preStop" -}}
{{- end -}}
{{- $needed := add 30 $sleep | int -}}
{{- if lt $grace $needed -}}
{{- fail (printf "terminationGracePeriodSeconds (%d) is too short for requests in progress: the gateway needs up to 30 s after %s, together %d s." $grace $where $needed) -}}
{{- end -}}
{{- end -}}

{{/* Selectors cannot change in an upgrade. A label that replaces one of theirs would leave the selector without pods. */}}
{{- define "partner-license-gateway.checkLabels" -}}
{{- $own := list "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/version"
      "app.kubernetes.io/managed-by" "helm.sh/chart" -}}
{{- $labels := dict
      "commonLabels" .Values.commonLabels
      "podLabels" .Values.podLabels
      "service.labels" .Values.service.labels
      "serviceMonitor.labels" .Values.serviceMonitor.labels
      "prometheusRule.labels" .Values.prometheusRule.labels
      "grafanaDashboard.labels" .Values.grafanaDashboard.labels -}}
{{- range $where, $map := $labels -}}
{{- range $label, $value := $map -}}
{{- if has $label $own -}}
{{- fail (printf "%s sets %s, which is the chart's own: remove it." $where $label) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
