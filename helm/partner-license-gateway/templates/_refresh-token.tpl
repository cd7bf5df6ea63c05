{{/*
The container that puts the operator's refresh token onto the volume, unless the gateway has a newer one there: (list $ image).
The volume has the digest of the token that was last copied to it. As long as the Secret has that token, the gateway's token is
newer. If the Secret has another token, the operator's token is newer. What the gateway has noted of an earlier consent is not
about that token, so it goes.
*/}}
{{- define "partner-license-gateway.refreshTokenSeed" -}}
{{- $context := index . 0 -}}
{{- $state := include "partner-license-gateway.stateDirectory" . -}}
- name: refresh-token
  image: {{ index . 1 | quote }}
  imagePullPolicy: {{ $context.Values.image.pullPolicy }}
  command: ["sh", "-ceu"]
  args:
    - |
      umask 077
      given=$(sha256sum < "$SECRET")
      if [ -s "$TOKEN" ]; then
        if [ ! -e "$TOKEN.given" ] || [ "$(cat "$TOKEN.given")" = "$given" ]; then
          echo "Keeping the refresh token that is on the volume."
          printf '%s\n' "$given" > "$TOKEN.given"
          exit
        fi
      fi
      echo "Putting the Secret's refresh token onto the volume."
      cat "$SECRET" > "$TOKEN.next"
      rm -f "$TOKEN.consent"
      mv "$TOKEN.next" "$TOKEN"
      printf '%s\n' "$given" > "$TOKEN.given"
  env:
    - name: SECRET
      value: {{ include "partner-license-gateway.secretsDirectory" . }}/refresh-token
    - name: TOKEN
      value: {{ $state }}/refresh-token
  {{- with $context.Values.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  resources:
    requests:
      cpu: 10m
      memory: 16Mi
    limits:
      memory: 64Mi
  volumeMounts:
    - name: refresh-token
      mountPath: {{ include "partner-license-gateway.secretsDirectory" . }}
      readOnly: true
    - name: state
      mountPath: {{ $state }}
{{- end -}}
