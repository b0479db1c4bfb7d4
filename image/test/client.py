"""usage: client.py URL TOKEN CODE. Runs CODE in a new kernel, by REST and WebSocket, and prints what the cell prints."""

import json
import sys
import urllib.request
import uuid

import websocket

LIMIT = 60


def main(url: str, token: str, code: str) -> None:
    header = f"token {token}"
    request = urllib.request.Request(f"{url}api/kernels", method="POST", data=b"{}", headers={"Authorization": header})
    with urllib.request.urlopen(request, timeout=LIMIT) as answer:
        kernel = json.load(answer)["id"]
    channel = websocket.create_connection(
        f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels", header=[f"Authorization: {header}"], timeout=LIMIT
    )
    number = uuid.uuid4().hex
    ask = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    }
    told = {"msg_id": number, "msg_type": "execute_request", "session": number, "username": "", "version": "5.3"}
    message = {"channel": "shell", "header": told, "parent_header": {}, "metadata": {}, "content": ask}
    channel.send(json.dumps(message))
    while True:
        heard = json.loads(channel.recv())
        if heard["parent_header"].get("msg_id") != number:
            continue
        if heard["msg_type"] == "stream":
            print(heard["content"]["text"], end="")
        if heard["msg_type"] == "error":
            sys.exit("\n".join(heard["content"]["traceback"]))
        if heard["msg_type"] == "status" and heard["content"]["execution_state"] == "idle":
            return


main(*sys.argv[1:])
