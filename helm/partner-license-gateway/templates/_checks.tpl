{{/* What the schema cannot say, or not so that it is understood. Stops the installation with one sentence, and renders nothing. */}}
{{- define "partner-license-gateway.check" -}}
{{- include "partner-license-gateway.checkRequired" . -}}
{{- include "partner-license-gateway.checkPlaceholders" . -}}
{{- if .Values.sandbox.enabled -}}
{{- include "partner-license-gateway.checkSandbox" . -}}
{{- else -}}
{{- include "partner-license-gateway.checkClientAuthentication" . -}}
{{- include "partner-license-gateway.checkRefreshToken" . -}}
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

{{/* What somebody has to decide. The schema cannot ask for it, since helm lint checks the values that the chart comes with. */}}
{{- define "partner-license-gateway.checkRequired" -}}
{{- if not .Values.sandbox.enabled -}}
{{- $missing := list -}}
{{- if not .Values.partnerCenter.tenantId -}}{{- $missing = append $missing "partnerCenter.tenantId" -}}{{- end -}}
{{- if not .Values.partnerCenter.clientId -}}{{- $missing = append $missing "partnerCenter.clientId" -}}{{- end -}}
{{- if not .Values.callers.authentication -}}{{- $missing = append $missing "callers.authentication (jwt, api-key, jwt-or-api-key or none)" -}}{{- end -}}
{{- if $missing -}}
{{- fail (printf "Set %s; or sandbox.enabled to true, to try the gateway without." (join " and " $missing)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Values that were meant to be replaced. */}}
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
{{- fail (printf "%s is %s, a placeholder: set it to what it stands for." $name $value) -}}
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
      "refreshToken.existingSecret" .refreshToken.existingSecret
      "grant" (eq .grant "refresh-token") -}}
{{- range $name, $value := $values -}}
{{- if $value -}}
{{- fail (printf "sandbox.enabled brings a Partner Center of its own, but partnerCenter.%s is set: remove one of the two." $name) -}}
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

{{/* Whoever is believed when they say whose request it is decides for whom it counts. */}}
{{- define "partner-license-gateway.checkForwardedHeaders" -}}
{{- $strategy := get .Values.config "server.forward-headers-strategy" | toString | lower -}}
{{- $own := "server.tomcat.remoteip.internal-proxies" -}}
{{- with .Values.forwardedHeaders -}}
{{- if and .trustedProxies .ignored -}}
{{- fail "forwardedHeaders.trustedProxies and forwardedHeaders.ignored are both set: set only one of them." -}}
{{- end -}}
{{- if and (eq $strategy "native") (not .trustedProxies) (not (hasKey $.Values.config $own)) -}}
{{- fail "config.server.forward-headers-strategy is native, but nobody is named who may be believed: set forwardedHeaders.trustedProxies to the networks of the proxies in front, in its place." -}}
{{- end -}}
{{- $decided := or .trustedProxies .ignored (eq $strategy "none") (hasKey $.Values.config $own) -}}
{{- range list "ingress" "httpRoute" -}}
{{- if and (get (get $.Values .) "enabled") (not $decided) -}}
{{- fail (printf "Through %s all callers come from the addresses of a proxy: set forwardedHeaders.trustedProxies to its networks, such as 10.1.2.0/24, if it overwrites X-Forwarded-For; or forwardedHeaders.ignored to true, so that nobody is believed and limits by address are the proxy's." .) -}}
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
{{- fail "callers.jwt.issuers is set, but it is not said whose keys callers.jwt.jwkSetUri has: set callers.jwt.issuerUri to the issuer with those keys." -}}
{{- end -}}
{{- if and .apiKeys.existingSecret (not (contains "api-key" .authentication)) -}}
{{- fail (printf "callers.apiKeys.existingSecret is set, but callers.authentication is %s: set it to api-key or jwt-or-api-key, or remove the Secret." (default "not set" .authentication)) -}}
{{- end -}}
{{- if and (or .jwt.issuerUri .jwt.jwkSetUri .jwt.issuers) (not (contains "jwt" .authentication)) -}}
{{- fail (printf "callers.jwt names an issuer, but callers.authentication is %s: set it to jwt or jwt-or-api-key, or remove the issuer." (default "not set" .authentication)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The name of a property or variable whose value would be a secret. A file's name or a reference to a variable is none. */}}
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
{{- fail (printf "config.%s has a secret for everybody to read: put it into a Secret, and refer to that." $name) -}}
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
{{- fail (printf "extraEnv has the value of %s for everybody to read: put it into a Secret, and refer to that with valueFrom." .name) -}}
{{- end -}}
{{- if eq .name "SPRING_CONFIG_ADDITIONAL_LOCATION" -}}
{{- fail "extraEnv sets SPRING_CONFIG_ADDITIONAL_LOCATION, which the chart sets too: use config for more properties." -}}
{{- end -}}
{{- if and (eq .name "SPRING_PROFILES_ACTIVE") $.Values.sandbox.enabled -}}
{{- fail "extraEnv sets SPRING_PROFILES_ACTIVE, and so does sandbox.enabled: remove one of the two." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* One of the containers that the operator brings: (list where container). */}}
{{- define "partner-license-gateway.checkContainer" -}}
{{- $where := index . 0 -}}
{{- with index . 1 -}}
{{- if has .name (list "gateway" "refresh-token") -}}
{{- fail (printf "%s has a container called %s, as the chart has: give it another name." $where .name) -}}
{{- end -}}
{{- range .env -}}
{{- if include "partner-license-gateway.isSecret" (list .name (default "" .value)) -}}
{{- fail (printf "%s has the value of %s for everybody to read: put it into a Secret, and refer to that with valueFrom." $where .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* An object that the operator brings, rendered: (list $ object). Values are no place for secrets, here neither. */}}
{{- define "partner-license-gateway.extraObject" -}}
{{- $object := index . 1 -}}
{{- $rendered := tpl (kindIs "string" $object | ternary $object (toYaml $object)) (index . 0) -}}
{{- if regexMatch "(?m)^[\"']?kind[\"']?:[ \t]*[\"']?Secret[\"']?[ \t\r]*(#.*)?$" $rendered -}}
{{- fail "extraObjects has a Secret, whose content everybody reads who reads the values: make it apart, or let an operator make it, as of an ExternalSecret or a SealedSecret." -}}
{{- end -}}
{{- $rendered -}}
{{- end -}}

{{/* How names are asked for, and what the gateway is called in DNS. */}}
{{- define "partner-license-gateway.checkNames" -}}
{{- if and (eq .Values.dnsPolicy "None") (not .Values.dnsConfig.nameservers) -}}
{{- fail "dnsPolicy is None, but nobody is named who may be asked: set dnsConfig.nameservers." -}}
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
{{- fail "autoscaling has nothing to go by: set autoscaling.targetCPUUtilizationPercentage." -}}
{{- end -}}
{{- $requests := default dict $.Values.resources.requests -}}
{{- range $resource, $target := dict "cpu" .targetCPUUtilizationPercentage "memory" .targetMemoryUtilizationPercentage -}}
{{- if and $target (not (hasKey $requests $resource)) -}}
{{- fail (printf "autoscaling goes by the share of the %s that is requested, but none is: set resources.requests.%s." $resource $resource) -}}
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
{{- fail (printf "podDisruptionBudget.minAvailable (%d) leaves none of %d replicas to spare, so that no node could ever be drained: lower it, or run more replicas." (int .minAvailable) $least) -}}
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
{{- fail (printf "terminationGracePeriodSeconds (%d) is too short for requests in flight: the gateway takes up to 30 s to stop, after %s, which makes %d." $grace $where $needed) -}}
{{- end -}}
{{- end -}}

{{/* Selectors cannot change in an upgrade, and a label that overrode one would leave the selector without a pod. */}}
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
