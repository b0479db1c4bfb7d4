{{/* Chosen by namespace and component: dict "root" $ "component" "hub". */}}
{{- define "berth.peer" -}}
namespaceSelector:
  matchLabels: {kubernetes.io/metadata.name: {{ .root.Release.Namespace }}}
podSelector:
  matchLabels: {{- include "berth.selector" . | nindent 4 }}
{{- end -}}

{{- define "berth.serversPeer" -}}
namespaceSelector:
  matchLabels: {kubernetes.io/metadata.name: {{ include "berth.serversNamespace" . }}}
{{- end -}}

{{/* Where servers listen. */}}
{{- define "berth.serversPort" -}}
- {protocol: TCP, port: {{ dig "berth" "spawner" "kubernetes" "port" 8888 .Values.hub.config }}}
{{- end -}}

{{/* Name servers: pods in kube-system, and what dns.addresses names. */}}
{{- define "berth.dnsRule" -}}
to:
  - namespaceSelector:
      matchLabels: {kubernetes.io/metadata.name: kube-system}
  {{- range .Values.dns.addresses }}
  - ipBlock: {cidr: {{ . | quote }}}
  {{- end }}
ports:
  - {protocol: UDP, port: 53}
  - {protocol: TCP, port: 53}
{{- end -}}

{{/* The API server's addresses as one can ask for them, as blocks with commas between; empty where there is no cluster to ask. */}}
{{- define "berth.apiServerBlocks" -}}
{{- $blocks := list -}}
{{- $slice := lookup "discovery.k8s.io/v1" "EndpointSlice" "default" "kubernetes" | default dict -}}
{{- range dig "endpoints" list $slice -}}
{{- range .addresses -}}
{{- $blocks = append $blocks (printf "%s/%s" . (ternary "128" "32" (contains ":" .))) -}}
{{- end -}}
{{- end -}}
{{- join "," $blocks -}}
{{- end -}}

{{/* Where it listens: behind its Service, and 443 for plugins that look before the Service's address is replaced. */}}
{{- define "berth.apiServerPorts" -}}
{{- $ports := list "443" -}}
{{- $slice := lookup "discovery.k8s.io/v1" "EndpointSlice" "default" "kubernetes" | default dict -}}
{{- range dig "ports" list $slice -}}
{{- $ports = append $ports (toString (int .port)) -}}
{{- end -}}
{{- join "," (uniq $ports) -}}
{{- end -}}

{{/* Addresses of no Internet: private ones, shared ones (RFC 6598), link-local ones, and where clouds give out credentials. */}}
{{- define "berth.privateBlocks" -}}
10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7
{{- end -}}

{{/* 168.63.129.16 is Azure's and 192.0.0.192 Oracle's; those of other clouds are link-local, or private in IPv6. */}}
{{- define "berth.metadataBlocks" -}}
169.254.0.0/16,168.63.129.16/32,192.0.0.192/32,fe80::/10
{{- end -}}

{{/* `to` the whole of IPv4 and IPv6, but for these blocks. */}}
{{- define "berth.allBut" -}}
{{- range $all := list "0.0.0.0/0" "::/0" }}
- ipBlock:
    cidr: {{ $all | quote }}
    except:
      {{- range $.blocks }}
      {{- if eq (contains ":" .) (contains ":" $all) }}
      - {{ . | quote }}
      {{- end }}
      {{- end }}
{{- end }}
{{- end -}}
