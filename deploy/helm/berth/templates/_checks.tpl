{{/* What the schema cannot see: all that is wrong, told together. */}}
{{- define "berth.checks" -}}
{{- $wrong := list -}}
{{- if and .Values.database.url .Values.database.bundled.enabled -}}
{{- $wrong = append $wrong "database.url and database.bundled.enabled are both set. Use only one PostgreSQL" -}}
{{- end -}}
{{- if not (or .Values.database.url .Values.database.bundled.enabled) -}}
{{- $wrong = append $wrong "database.url is not set. Set it to the JDBC URL of a PostgreSQL or, for a trial, set database.bundled.enabled=true" -}}
{{- end -}}
{{- if and .Values.database.url (not .Values.database.existingSecret) -}}
{{- $wrong = append $wrong "database.existingSecret is not set. With database.url, create a Secret with the keys hub.password and owner.password and set its name here" -}}
{{- end -}}
{{- if and (eq (include "berth.ownTls" .) "true") (not .Values.proxy.https.secret.name) -}}
{{- $wrong = append $wrong "proxy.https.secret.name is not set. Set it to the Secret with the certificate, or set proxy.https.type=offload if TLS is terminated in front of the proxies" -}}
{{- end -}}
{{- if and (ne (include "berth.ownTls" .) "true") (not .Values.proxy.trustedProxies) -}}
{{- $wrong = append $wrong "proxy.trustedProxies is empty. Set it to the addresses of what terminates TLS in front of the proxies (such as the pod network for an Ingress), or let the proxies terminate TLS with proxy.https. Passwords must not cross the network unencrypted" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- $wrong = append $wrong "ingress.hosts is empty. Set it to the host name that users enter in their browsers" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- $wrong = append $wrong "httpRoute.parentRefs is empty. Set it to the Gateway" -}}
{{- end -}}
{{- if eq (include "berth.serversNamespace" .) .Release.Namespace -}}
{{- $wrong = append $wrong (printf "singleuser.namespace.name is %s, which is the release's own namespace. Use another one, because servers must not run beside the hub's secrets" .Release.Namespace) -}}
{{- end -}}
{{- if and (eq .Values.singleuser.storage.type "static") (not .Values.singleuser.storage.static.pvcName) -}}
{{- $wrong = append $wrong "singleuser.storage.static.pvcName is not set. Set it to the claim with all home directories, or use singleuser.storage.type=dynamic" -}}
{{- end -}}
{{- if $wrong -}}
{{- fail (printf "\n- %s" (join "\n- " $wrong)) -}}
{{- end -}}
{{- end -}}
