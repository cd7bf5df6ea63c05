{{/* The chart's name, for labels. */}}
{{- define "partner-license-gateway.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The full name of the release's objects. */}}
{{- define "partner-license-gateway.fullname" -}}
{{- $name := include "partner-license-gateway.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The full name with a suffix, within 63 characters: (list $ "-suffix"). */}}
{{- define "partner-license-gateway.suffixed" -}}
{{- $suffix := index . 1 -}}
{{- $room := sub 63 (len $suffix) | int -}}
{{- print (include "partner-license-gateway.fullname" (index . 0) | trunc $room | trimSuffix "-") $suffix -}}
{{- end -}}

{{/* The namespace of the chart's objects. */}}
{{- define "partner-license-gateway.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{/* The scheme of the gateway's port for callers. */}}
{{- define "partner-license-gateway.scheme" -}}
{{- ternary "https" "http" (not (empty .Values.tls.existingSecret)) -}}
{{- end -}}

{{- define "partner-license-gateway.managementName" -}}
{{- include "partner-license-gateway.suffixed" (list . "-management") -}}
{{- end -}}

{{- define "partner-license-gateway.serviceAccountName" -}}
{{- $own := ternary (include "partner-license-gateway.fullname" .) "default" .Values.serviceAccount.create -}}
{{- default $own .Values.serviceAccount.name -}}
{{- end -}}

{{/* The labels that select the pods of one component of the release: (list $ "component"). */}}
{{- define "partner-license-gateway.selectorLabels" -}}
{{- $context := index . 0 -}}
{{- include "partner-license-gateway.strings" (dict
      "app.kubernetes.io/name" (include "partner-license-gateway.name" $context)
      "app.kubernetes.io/instance" $context.Release.Name
      "app.kubernetes.io/component" (index . 1)) -}}
{{- end -}}

{{/* The same labels, as kubectl wants them: (list $ "component"). */}}
{{- define "partner-license-gateway.selector" -}}
{{- $labels := list -}}
{{- range $name, $value := include "partner-license-gateway.selectorLabels" . | fromYaml -}}
{{- $labels = append $labels (printf "%s=%s" $name $value) -}}
{{- end -}}
{{- join "," $labels -}}
{{- end -}}

{{/* The labels of a pod: (list $ "component" moreLabels). */}}
{{- define "partner-license-gateway.podLabels" -}}
{{- $context := index . 0 -}}
{{- $labels := include "partner-license-gateway.selectorLabels" . | fromYaml -}}
{{- $_ := set $labels "app.kubernetes.io/version" ($context.Chart.AppVersion | replace "+" "_" | trunc 63) -}}
{{- include "partner-license-gateway.strings" (merge $labels (index . 2) $context.Values.commonLabels) -}}
{{- end -}}

{{/* Metadata without the name: (list $ "component" moreLabels annotations). */}}
{{- define "partner-license-gateway.metadata" -}}
{{- $context := index . 0 -}}
{{- $chart := printf "%s-%s" $context.Chart.Name $context.Chart.Version | replace "+" "_" | trunc 63 -}}
namespace: {{ include "partner-license-gateway.namespace" $context | quote }}
labels:
  helm.sh/chart: {{ $chart | quote }}
  app.kubernetes.io/managed-by: {{ $context.Release.Service | quote }}
  {{- include "partner-license-gateway.podLabels" . | nindent 2 }}
{{- with merge (dict) (index . 3) $context.Values.commonAnnotations }}
annotations:
  {{- include "partner-license-gateway.strings" . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A map with all values as strings, as Kubernetes requires for labels and annotations. */}}
{{- define "partner-license-gateway.strings" -}}
{{- $strings := dict -}}
{{- range $name, $value := . -}}
{{- $_ := set $strings $name (include "partner-license-gateway.string" $value) -}}
{{- end -}}
{{- toYaml $strings -}}
{{- end -}}

{{/* A scalar as it was written: a large number without an exponent. */}}
{{- define "partner-license-gateway.string" -}}
{{- if kindIs "string" . -}}
{{- . -}}
{{- else -}}
{{- toJson . -}}
{{- end -}}
{{- end -}}

{{/* The registry of an image: (list $ image). Empty if none is named, not even as the beginning of the repository. */}}
{{- define "partner-license-gateway.registry" -}}
{{- $image := index . 1 -}}
{{- $registry := $image.registry | default (index . 0).Values.global.imageRegistry -}}
{{- $registry | default (regexFind "^([^/]*[.:][^/]*|localhost)/" $image.repository) | trimSuffix "/" -}}
{{- end -}}

{{/* A reference to an image: (list $ image defaultTag). */}}
{{- define "partner-license-gateway.image" -}}
{{- $image := index . 1 -}}
{{- with $image.registry | default (index . 0).Values.global.imageRegistry -}}
{{- trimSuffix "/" . -}}/
{{- end -}}
{{- $image.repository -}}
{{- if $image.digest -}}
{{- print "@" $image.digest -}}
{{- else -}}
{{- print ":" ($image.tag | default (index . 2)) -}}
{{- end -}}
{{- end -}}

{{/* The pull secrets of the images, which are given as names or as references. */}}
{{- define "partner-license-gateway.imagePullSecrets" -}}
{{- $references := list -}}
{{- range concat .Values.global.imagePullSecrets .Values.imagePullSecrets -}}
{{- $references = append $references (kindIs "string" . | ternary (dict "name" .) .) -}}
{{- end -}}
{{- with $references | uniq -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The largest number of pods. */}}
{{- define "partner-license-gateway.mostReplicas" -}}
{{- ternary .Values.autoscaling.maxReplicas .Values.replicaCount .Values.autoscaling.enabled | int -}}
{{- end -}}

{{/* The smallest number of pods. */}}
{{- define "partner-license-gateway.leastReplicas" -}}
{{- ternary .Values.autoscaling.minReplicas .Values.replicaCount .Values.autoscaling.enabled | int -}}
{{- end -}}

{{/* The Lifecycle of the gateway's container. By default the container sleeps before it stops. */}}
{{- define "partner-license-gateway.lifecycle" -}}
{{- $lifecycle := deepCopy .Values.lifecycle -}}
{{- if and .Values.preStopSleepSeconds (not $lifecycle.preStop) -}}
{{- $seconds := int .Values.preStopSleepSeconds -}}
{{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version -}}
{{- $_ := set $lifecycle "preStop" (dict "sleep" (dict "seconds" $seconds)) -}}
{{- else -}}
{{- $_ := set $lifecycle "preStop" (dict "exec" (dict "command" (list "sleep" (toString $seconds)))) -}}
{{- end -}}
{{- end -}}
{{- with $lifecycle -}}
{{- toYaml . -}}
{{- end -}}
{{- end -}}

{{/* "true" if the refresh token is on a volume. */}}
{{- define "partner-license-gateway.keepsRefreshToken" -}}
{{- if and (not .Values.sandbox.enabled) (eq .Values.partnerCenter.grant "refresh-token") -}}true{{- end -}}
{{- end -}}

{{/* "true" if the first refresh token is in a Secret. */}}
{{- define "partner-license-gateway.seedsRefreshToken" -}}
{{- if and (include "partner-license-gateway.keepsRefreshToken" .) .Values.partnerCenter.refreshToken.existingSecret -}}true{{- end -}}
{{- end -}}

{{/* "true" if the page on which a user consents is on the management port. */}}
{{- define "partner-license-gateway.hasConsentPage" -}}
{{- if and (include "partner-license-gateway.keepsRefreshToken" .) .Values.partnerCenter.consent.enabled -}}true{{- end -}}
{{- end -}}

{{/* "true" if the refresh token is on a volume that only the pods of one node can use at a time. */}}
{{- define "partner-license-gateway.isBoundToANode" -}}
{{- if include "partner-license-gateway.keepsRefreshToken" . -}}
{{- if not (has "ReadWriteMany" .Values.partnerCenter.refreshToken.persistence.accessModes) -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{- define "partner-license-gateway.refreshTokenClaim" -}}
{{- default (include "partner-license-gateway.suffixed" (list . "-refresh-token"))
      .Values.partnerCenter.refreshToken.persistence.existingClaim -}}
{{- end -}}

{{/* How callers authenticate. The sandbox has a default of its own. */}}
{{- define "partner-license-gateway.authentication" -}}
{{- default (ternary "none" "" .Values.sandbox.enabled) .Values.callers.authentication -}}
{{- end -}}

{{/* The port of a URL. */}}
{{- define "partner-license-gateway.portOf" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- default (ternary "443" "80" (eq ($url.scheme | lower) "https")) $port -}}
{{- end -}}

{{/* A list of the values of properties, from config and extraEnv: (list $ names). The names are a regular expression with a dot
for each separator. */}}
{{- define "partner-license-gateway.settings" -}}
{{- $context := index . 0 -}}
{{- $names := index . 1 -}}
{{- $values := list -}}
{{- range $name, $value := $context.Values.config -}}
{{- if and $value (regexMatch (printf "^(?:%s)(?:\\[[0-9]+\\])?$" $names) $name) -}}
{{- $values = concat $values (kindIs "slice" $value | ternary $value (splitList "," (toString $value))) -}}
{{- end -}}
{{- end -}}
{{- range $context.Values.extraEnv -}}
{{- if and (kindIs "string" .value) (regexMatch (printf "^(?i:%s)(?:_[0-9]+)?$" $names) .name) -}}
{{- $values = concat $values (splitList "," .value) -}}
{{- end -}}
{{- end -}}
{{- $trimmed := list -}}
{{- range $values -}}{{- $trimmed = append $trimmed (trim .) -}}{{- end -}}
{{- without $trimmed "" | toYaml -}}
{{- end -}}

{{/* The ports of Partner Center, its token endpoint and the issuers of access tokens: 443, and what their URLs say. A list. */}}
{{- define "partner-license-gateway.webPorts" -}}
{{- $urls := list .Values.partnerCenter.baseUrl .Values.partnerCenter.tokenUri .Values.callers.jwt.issuerUri .Values.callers.jwt.jwkSetUri -}}
{{- $names := "partner.center.(base.url|token.uri)|spring.security.oauth2.resourceserver.jwt.(issuer.uri|jwk.set.uri)|callers.jwt.issuers" -}}
{{- $urls = concat $urls .Values.callers.jwt.issuers (include "partner-license-gateway.settings" (list . $names) | fromYamlArray) -}}
{{- $ports := list "443" -}}
{{- range without $urls "" -}}
{{- $ports = append $ports (include "partner-license-gateway.portOf" .) -}}
{{- end -}}
{{- $ports | uniq | toYaml -}}
{{- end -}}

{{/* The ports of Redis, and of the nodes of a cluster or of sentinels that config or extraEnv name. A list. */}}
{{- define "partner-license-gateway.redisPorts" -}}
{{- $ports := list (toString (int .Values.redis.port)) -}}
{{- range include "partner-license-gateway.settings" (list . "spring.data.redis.(cluster|sentinel).nodes") | fromYamlArray -}}
{{- $ports = append $ports (default "6379" (regexFind ":[0-9]+$" . | trimPrefix ":")) -}}
{{- end -}}
{{- $ports | uniq | toYaml -}}
{{- end -}}

{{/* The port of the proxy for outbound connections. Empty if there is no proxy. */}}
{{- define "partner-license-gateway.proxyPort" -}}
{{- if not .Values.sandbox.enabled -}}
{{- $elsewhere := include "partner-license-gateway.settings" (list . "partner.center.proxy") | fromYamlArray -}}
{{- with default (first $elsewhere) .Values.partnerCenter.proxy.url -}}
{{- include "partner-license-gateway.portOf" . -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The ports to which telemetry is sent (OTLP), from all values that can set them. A list. */}}
{{- define "partner-license-gateway.tracingPorts" -}}
{{- $ports := list -}}
{{- range without (append (include "partner-license-gateway.settings" (list . ".*otlp.*(endpoint|url)") | fromYamlArray) .Values.tracing.endpoint) "" -}}
{{- $ports = append $ports (include "partner-license-gateway.portOf" .) -}}
{{- end -}}
{{- $ports | uniq | sortAlpha | toYaml -}}
{{- end -}}
