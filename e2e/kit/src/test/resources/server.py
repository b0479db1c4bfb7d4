"""Stands for a notebook server: answers with the path, /args with its arguments, /env with its environment."""
import http.server
import json
import os
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        if path.endswith("/args"):
            body = json.dumps(sys.argv)
        elif path.endswith("/env"):
            body = json.dumps(dict(os.environ))
        else:
            body = self.path
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *ignored):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
