{{/* A pod of helm test: (list $ "name" script credential), the last being the path of a file or empty. */}}
{{- define "partner-license-gateway.test" -}}
{{- $context := index . 0 -}}
{{- $tests := $context.Values.tests -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "partner-license-gateway.suffixed" (list $context (print "-test-" (index . 1))) }}
  {{- $hook := dict "helm.sh/hook" "test" "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded" }}
  {{- include "partner-license-gateway.metadata" (list $context "test" dict $hook) | nindent 2 }}
spec:
  {{- with include "partner-license-gateway.imagePullSecrets" $context }}
  {{- . | nindent 2 }}
  {{- end }}
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $context.Values.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: test
      image: {{ include "partner-license-gateway.image" (list $context $tests.image "latest") | quote }}
      imagePullPolicy: {{ $tests.image.pullPolicy }}
      command: ["sh", "-ceu"]
      args:
        - |
          {{- index . 2 | nindent 10 }}
      env:
        - name: URL
          value: {{ include "partner-license-gateway.scheme" $context }}://{{ include "partner-license-gateway.fullname" $context }}:{{ int $context.Values.service.port }}/v1/analytics/licenses/usage
        - name: WORK
          value: /tmp
        {{- with index . 3 }}
        - name: CREDENTIAL
          value: {{ . }}
        {{- end }}
      {{- with $context.Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $tests.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- if index . 3 }}
        - name: credential
          mountPath: {{ dir (index . 3) }}
          readOnly: true
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 16Mi
    {{- if index . 3 }}
    - name: credential
      secret:
        secretName: {{ $tests.credential.existingSecret | quote }}
        defaultMode: 0440
        items:
          - key: {{ $tests.credential.key | quote }}
            path: {{ base (index . 3) }}
    {{- end }}
  {{- with $context.Values.nodeSelector }}
  nodeSelector:
    {{- include "partner-license-gateway.strings" . | nindent 4 }}
  {{- end }}
  {{- with $context.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
