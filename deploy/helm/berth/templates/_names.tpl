{{- define "berth.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "berth.labels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* What a component's pods are chosen by, forever: dict "root" $ "component" "hub". */}}
{{- define "berth.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "berth.serversNamespace" -}}
{{- default (printf "%s-servers" .Release.Namespace) .Values.singleuser.namespace.name -}}
{{- end -}}

{{- define "berth.serviceAccount" -}}
{{- default (printf "%s-hub" (include "berth.fullname" .)) .Values.hub.serviceAccount.name -}}
{{- end -}}

{{/* The Secret with proxy.secret. */}}
{{- define "berth.hubSecret" -}}
{{- default (include "berth.fullname" .) .Values.hub.existingSecret -}}
{{- end -}}

{{/* The Secret with the database's passwords. */}}
{{- define "berth.databaseSecret" -}}
{{- default (printf "%s-database" (include "berth.fullname" .)) .Values.database.existingSecret -}}
{{- end -}}

{{- define "berth.image" -}}
{{- printf "%s:%s" .image.name (default .root.Chart.AppVersion .image.tag) -}}
{{- end -}}

{{/* A time: seconds, as z2jh has them, or as Berth writes it. */}}
{{- define "berth.time" -}}
{{- if regexMatch "^[0-9]+$" (toString .) -}}{{ . }}s{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{/* The Service's port. */}}
{{- define "berth.proxyPort" -}}
{{- if .Values.proxy.service.port -}}{{ .Values.proxy.service.port }}
{{- else if eq (include "berth.ownTls" .) "true" -}}443
{{- else -}}80{{- end -}}
{{- end -}}

{{/* Whether the proxies themselves end TLS. */}}
{{- define "berth.ownTls" -}}
{{- and .Values.proxy.https.enabled (eq .Values.proxy.https.type "secret") -}}
{{- end -}}

{{/* What browsers type: as given, else by the first host of what leads here; empty when nobody knows. */}}
{{- define "berth.publicUrl" -}}
{{- $path := .Values.hub.baseUrl -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl -}}
{{- else if and .Values.ingress.enabled .Values.ingress.hosts -}}
{{- printf "%s://%s%s" (ternary "https" "http" (or (gt (len .Values.ingress.tls) 0) .Values.proxy.https.enabled)) (first .Values.ingress.hosts) $path -}}
{{- else if and .Values.httpRoute.enabled .Values.httpRoute.hostnames -}}
{{- printf "%s://%s%s" (ternary "https" "http" .Values.proxy.https.enabled) (first .Values.httpRoute.hostnames) $path -}}
{{- end -}}
{{- end -}}

{{/* Over nodes, unless said otherwise: dict "root" $ "component" "hub" "values" .Values.hub. */}}
{{- define "berth.placement" -}}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
{{- if .values.topologySpreadConstraints }}
{{- toYaml .values.topologySpreadConstraints | nindent 2 }}
{{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "berth.selector" . | nindent 8 }}
{{- end }}
{{- end -}}

{{/* Pod Security "restricted", and more. */}}
{{- define "berth.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .uid }}
runAsGroup: {{ .uid }}
fsGroup: {{ .uid }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "berth.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}
