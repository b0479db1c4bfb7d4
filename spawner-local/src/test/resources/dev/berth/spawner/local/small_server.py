"""Responds to requests on the given port; GET …/quit exits with status 0, GET …/child leaves a process behind in a separate session."""
import http.server
import os
import subprocess
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("/child"):
            subprocess.Popen(["sleep", "1000"], start_new_session=True)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")
        self.wfile.flush()
        if self.path.endswith("/quit"):
            os._exit(0)

    def log_message(self, *words):
        pass


# As JupyterLab does, with an address that contains its token.
print("\033[32mListening at http://127.0.0.1:%s/?token=%s\033[0m" % (sys.argv[1], os.environ.get("JUPYTER_TOKEN", "")), flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
