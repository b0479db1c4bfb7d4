{{/* What the schema cannot see: all that is wrong, told together. */}}
{{- define "berth.checks" -}}
{{- $wrong := list -}}
{{- if and .Values.database.url .Values.database.bundled.enabled -}}
{{- $wrong = append $wrong "database.url and database.bundled.enabled are both set: use one PostgreSQL" -}}
{{- end -}}
{{- if not (or .Values.database.url .Values.database.bundled.enabled) -}}
{{- $wrong = append $wrong "database.url is not set: give the JDBC URL of a PostgreSQL, or for a trial database.bundled.enabled=true" -}}
{{- end -}}
{{- if and .Values.database.url (not .Values.database.existingSecret) -}}
{{- $wrong = append $wrong "database.existingSecret is not set: with database.url make a Secret with the keys hub.password and owner.password, and name it" -}}
{{- end -}}
{{- if and (eq (include "berth.ownTls" .) "true") (not .Values.proxy.https.secret.name) -}}
{{- $wrong = append $wrong "proxy.https.secret.name is not set: name the Secret with the certificate, or set proxy.https.type=offload where something in front ends TLS" -}}
{{- end -}}
{{- if and (ne (include "berth.ownTls" .) "true") (not .Values.proxy.trustedProxies) -}}
{{- $wrong = append $wrong "proxy.trustedProxies is empty: name the addresses of what ends TLS in front of the proxies (such as the pods' network for an Ingress), or let the proxies do it by proxy.https; sign-ins must not cross the network unencrypted" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- $wrong = append $wrong "ingress.hosts is empty: name the host that browsers type" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- $wrong = append $wrong "httpRoute.parentRefs is empty: name the Gateway" -}}
{{- end -}}
{{- if eq (include "berth.serversNamespace" .) .Release.Namespace -}}
{{- $wrong = append $wrong (printf "singleuser.namespace.name is %s, the release's own: servers must not stand beside the hub's secrets" .Release.Namespace) -}}
{{- end -}}
{{- if and (eq .Values.singleuser.storage.type "static") (not .Values.singleuser.storage.static.pvcName) -}}
{{- $wrong = append $wrong "singleuser.storage.static.pvcName is not set: name the claim with all homes, or use singleuser.storage.type=dynamic" -}}
{{- end -}}
{{- if $wrong -}}
{{- fail (printf "\n- %s" (join "\n- " $wrong)) -}}
{{- end -}}
{{- end -}}
