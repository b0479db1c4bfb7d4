#!/bin/sh
# jupyterhub-singleuser 6.1.1: whether a token in the URL of a WebSocket counts depends on the client library. Runs without Berth.
#
# Input: two WebSocket handshakes that differ only in the library that sends them, with a valid token as "?token=" and no cookie, to a
#   single-user server beside a stub of a hub that knows the token.
# JupyterHub documents that its setting for tokens in URLs has no effect on WebSockets, which can always authenticate with one. The server
#   tells WebSockets by the header Sec-Fetch-Mode: websocket, and RFC 6455 has no such header. Browsers and undici send it. The package ws,
#   which @jupyterlab/services uses in Node, does not.
# One would have guessed: 101 for both, because "Upgrade: websocket" says what the request is.
#
# Seen with jupyterhub 6.1.1 (jupyter-server 2.21), ws 8.23.0 and undici 6.29.1 on Node 20:
#   ws=403
#   ws with the header=101
#   undici=101
# Exits with 0 while this is so, and with 1 when it has changed.
set -eu
folder=$(mktemp -d)
trap 'kill $(cat "$folder"/*.pid 2>/dev/null) 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jupyterhub==6.1.1 jupyter-server==2.21.0
cd "$folder"
npm install --silent --no-audit --no-fund ws@8.23.0 undici@6.29.1 >/dev/null
cat > hub.py <<'PYTHON'
import http.server
import json


class Hub(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        known = self.headers.get("Authorization") == "token visitor"
        scopes = ["access:servers!server=ann/"]
        body = json.dumps({"name": "ann", "kind": "user", "scopes": scopes, "admin": False, "groups": []}).encode()
        self.send_response(403 if self.path.endswith("/user") and not known else 200)
        self.send_header("X-JupyterHub-Version", "6.1.1")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
"$folder/venv/bin/python" hub.py > hub.port & echo $! > hub.pid
until [ -s hub.port ]; do sleep 0.2; done
port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
server=127.0.0.1:$port/user/ann/
api=http://127.0.0.1:$(cat hub.port)/hub/api
env HOME="$folder" JUPYTERHUB_API_TOKEN=server JUPYTERHUB_API_URL="$api" JUPYTERHUB_ACTIVITY_URL="$api/users/ann/activity" \
    JUPYTERHUB_CLIENT_ID=jupyterhub-user-ann JUPYTERHUB_USER=ann JUPYTERHUB_SERVER_NAME= JUPYTERHUB_BASE_URL=/ \
    JUPYTERHUB_SERVICE_PREFIX=/user/ann/ JUPYTERHUB_SERVICE_URL="http://$server" \
    JUPYTERHUB_OAUTH_CALLBACK_URL=/user/ann/oauth_callback JUPYTERHUB_OAUTH_ACCESS_SCOPES='["access:servers!server=ann/"]' \
    JUPYTERHUB_SINGLEUSER_APP=jupyter_server.serverapp.ServerApp \
    "$folder/venv/bin/jupyterhub-singleuser" --allow-root > server.log 2>&1 & echo $! > server.pid
cat > handshake.mjs <<'JAVASCRIPT'
import { WebSocket as Undici } from 'undici';
import Ws from 'ws';

const [library, server] = process.argv.slice(2);
const address = `ws://${server}api/events/subscribe?token=visitor`;
const end = status => {
  console.log(`${library}=${status}`);
  process.exit(0);
};
const headers = library === 'ws' ? {} : { 'Sec-Fetch-Mode': 'websocket' };
const socket = library === 'undici' ? new Undici(address) : new Ws(address, { headers });
socket.onopen = () => end(101);
socket.onerror = event => end(/\d{3}/.exec(String(event.message))?.[0] ?? 'refused');
JAVASCRIPT
until curl --silent --fail --output /dev/null "http://${server}api"; do sleep 0.5; kill -0 "$(cat server.pid)"; done
seen=$(for library in ws "ws with the header" undici; do node handshake.mjs "$library" "$server"; done)
echo "$seen"
[ "$seen" = "ws=403
ws with the header=101
undici=101" ]
