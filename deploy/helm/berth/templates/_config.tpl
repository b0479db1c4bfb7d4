{{/* The hub's configuration: what the chart knows, and over it hub.config. */}}
{{- define "berth.config" -}}
{{- $name := include "berth.fullname" . -}}
{{- $url := default (printf "jdbc:postgresql://%s-database:5432/berth" $name) .Values.database.url -}}
{{- $berth := dict
    "base-url" .Values.hub.baseUrl
    "hub" (dict "address" "0.0.0.0" "port" 8081)
    "proxy" (dict "embedded" false "secret-file" "/etc/berth/secret/proxy.secret")
    "database" (dict
        "url" $url
        "username" .Values.database.username
        "password-file" "/etc/berth/database/hub.password"
        "owner" (dict "username" .Values.database.owner.username "password-file" "/etc/berth/database/owner.password"))
    "routing" (dict "server-networks" .Values.singleuser.networks)
    "spawner" (include "berth.spawner" . | fromYaml)
    "culling" (dict "enabled" .Values.cull.enabled "interval" (include "berth.time" .Values.cull.every))
    "standard-profile" (include "berth.standardProfile" . | fromYaml)
    "log" (dict "format" .Values.hub.logFormat)
    "shutdown" (dict "drain" (printf "%vs" .Values.hub.drainSeconds)) -}}
{{- with include "berth.publicUrl" . -}}
{{- $_ := set $berth "public-url" . -}}
{{- end -}}
{{/* Servers that use JupyterHub's sign-in call the hub through a proxy. A proxy with a certificate has it for the public name only. */}}
{{- if ne (include "berth.ownTls" .) "true" -}}
{{- $_ := set $berth "servers" (dict "hub-url" (printf "http://%s-proxy.%s.svc:%s" $name .Release.Namespace (include "berth.proxyPort" .))) -}}
{{- end -}}
{{- if and .Values.proxy.https.enabled (not (include "berth.publicUrl" .)) -}}
{{- $_ := set $berth "https" true -}}
{{- end -}}
{{- mergeOverwrite (dict "berth" $berth) (deepCopy .Values.hub.config) | toYaml -}}
{{- end -}}

{{/* Sizes as Kubernetes has them, in the hub's words: its GB are 1024³ bytes, too. */}}
{{- define "berth.size" -}}
{{- regexReplaceAll "^([0-9]+)([KMGT])i$" . "${1}${2}B" -}}
{{- end -}}

{{- define "berth.spawner" -}}
{{- $storage := .Values.singleuser.storage -}}
type: kubernetes
kubernetes:
  installation: {{ include "berth.fullname" . }}
  namespace: {{ include "berth.serversNamespace" . }}
  {{- with .Values.singleuser.image.name }}
  image: {{ printf "%s:%s" . $.Values.singleuser.image.tag | trimSuffix ":" | quote }}
  {{- end }}
  image-pull-policy: {{ kebabcase .Values.singleuser.image.pullPolicy }}
  {{- with .Values.singleuser.imagePullSecrets }}
  image-pull-secrets:
    {{- range . }}
    - {{ .name }}
    {{- end }}
  {{- end }}
  memory: {{ include "berth.size" .Values.singleuser.memory.limit }}
  {{- with .Values.singleuser.extraEnv }}
  environment: {{- toYaml . | nindent 4 }}
  {{- end }}
  home:
    kind: {{ get (dict "dynamic" "claim" "static" "shared" "none" "none") $storage.type }}
    mount-path: {{ $storage.homeMountPath }}
    {{- if eq $storage.type "dynamic" }}
    size: {{ include "berth.size" $storage.capacity }}
    claim-name: {{ $storage.dynamic.pvcNameTemplate | quote }}
    access-modes: {{- toYaml $storage.dynamic.storageAccessModes | nindent 6 }}
    {{- with $storage.dynamic.storageClass }}
    storage-class: {{ . }}
    {{- end }}
    {{- else if eq $storage.type "static" }}
    shared-claim: {{ $storage.static.pvcName }}
    sub-path: {{ $storage.static.subPath | quote }}
    {{- end }}
{{- end -}}

{{/* Of the one profile that there is when hub.config names none. */}}
{{- define "berth.standardProfile" -}}
idle-timeout: {{ include "berth.time" .Values.cull.timeout }}
max-age: {{ include "berth.time" .Values.cull.maxAge }}
{{- end -}}
