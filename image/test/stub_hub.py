"""As much of a hub as jupyterhub-singleuser asks: its version, whose a token is, and a place to report activity to."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = 8081
VISITOR = {"name": "ada", "kind": "user", "admin": False, "groups": [], "scopes": ["access:servers!user=ada"], "session_id": None}


class Hub(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.rstrip("/") == "/hub/api":
            self.answer(200, {"version": "5.5.4"})
        elif self.path == "/hub/api/user" and self.headers.get("Authorization") == "token visitor":
            self.answer(200, VISITOR)
        else:
            self.answer(403, {"message": "Forbidden"})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(200, {})

    def answer(self, status: int, content: dict) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("X-JupyterHub-Version", "5.5.4")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", PORT), Hub).serve_forever()
