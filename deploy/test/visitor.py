"""A person with a browser that does not run scripts, and a program with a token."""

import http.client
import json
import re
import urllib.parse

XSRF = re.compile(r'name="_xsrf" value="([^"]+)"')
PASSWORD = "correct horse battery"


class Visitor:
    def __init__(self, port: int, host: str = "127.0.0.1"):
        self.host, self.port, self.cookies, self.token = host, port, {}, None

    def send(self, method: str, path: str, body: str | None = None, kind: str | None = None, timeout: float = 30) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        headers = {"Accept": "text/html,application/json"}
        if self.token:
            headers["Authorization"] = f"token {self.token}"
        elif self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers["X-XSRFToken"] = self.cookies.get("_xsrf", "")
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, text
        finally:
            connection.close()

    def fill(self, path: str, **fields: str) -> int:
        found = XSRF.search(self.send("GET", path)[1])
        form = urllib.parse.urlencode(fields | {"_xsrf": found[1] if found else ""})
        return self.send("POST", path, form, "application/x-www-form-urlencoded")[0]

    def call(self, method: str, path: str, body: dict | None = None) -> tuple[int, dict | list | None]:
        status, text = self.send(method, path, None if body is None else json.dumps(body), "application/json" if body is not None else None)
        # If no hub can be reached, the proxy itself responds with a page.
        return status, json.loads(text) if text and status < 500 else None

    def first_admin(self, one_time: str) -> "Visitor":
        """Signs in with the one-time password, sets a new one, and continues with a token."""
        assert self.fill("/hub/login", username="admin", password=one_time) in (302, 303)
        assert self.fill("/hub/password", current=one_time, password=PASSWORD, repeated=PASSWORD) in (302, 303)
        status, answer = self.call("POST", "/hub/api/users/admin/tokens", {"note": "chart"})
        assert status == 201, answer
        program = Visitor(self.port, self.host)
        program.token = answer["token"]
        return program
