"""A program as people write it for JupyterHub: it uses requests and a token, and does not know about Berth.

Lists users, starts a server, follows its progress, uses it, and stops it. Arguments: the hub's URL and the username; the token
is in the environment, as JupyterHub passes it to programs.
"""

import json
import os
import sys
import time

import requests


def events(session, url):
    """Progress arrives as lines 'data: {...}', separated by empty lines."""
    with session.get(url, stream=True, timeout=120) as answer:
        answer.raise_for_status()
        assert answer.headers["Content-Type"].startswith("text/event-stream"), answer.headers
        for line in answer.iter_lines(decode_unicode=True):
            if line.startswith("data:"):
                yield json.loads(line.split(":", 1)[1])


def listed(session, hub):
    """All users, page by page."""
    url = f"{hub}/hub/api/users?limit=2"
    while url:
        answer = session.get(url, headers={"Accept": "application/jupyterhub-pagination+json"})
        answer.raise_for_status()
        page = answer.json()
        yield from (user["name"] for user in page["items"])
        following = page["_pagination"]["next"]
        url = following["url"] if following else None


def start(session, hub, user, name=""):
    api = f"{hub}/hub/api/users/{user}"
    before = session.get(api)
    before.raise_for_status()
    if name not in before.json()["servers"]:
        answer = session.post(f"{api}/servers/{name}")
        answer.raise_for_status()
        assert answer.status_code in (201, 202), answer.status_code
    model = session.get(api).json()["servers"][name]
    assert model["pending"] == "spawn" or model["ready"], model
    last = {"progress": -1}
    for event in events(session, hub + model["progress_url"]):
        print(f"progress {event['progress']}: {event['message']}", flush=True)
        assert event["progress"] >= last["progress"], (last, event)
        last = event
        if event.get("ready"):
            return hub + event["url"]
    raise SystemExit(f"the server never started: {last}")


def stop(session, hub, user, name=""):
    answer = session.delete(f"{hub}/hub/api/users/{user}/servers/{name}")
    answer.raise_for_status()
    while answer.status_code == 202:
        model = session.get(f"{hub}/hub/api/users/{user}").json()
        if name not in model["servers"]:
            return
        assert model["servers"][name]["pending"] == "stop", model
        time.sleep(0.2)


def main(hub, user):
    session = requests.Session()
    session.headers["Authorization"] = f"token {os.environ['JUPYTERHUB_API_TOKEN']}"
    assert user in list(listed(session, hub))
    server = start(session, hub, user)
    status = session.get(f"{server}api/status")
    status.raise_for_status()
    print(f"status: {status.text}")
    stop(session, hub, user)
    assert session.get(f"{hub}/hub/api/users/{user}").json()["servers"] == {}
    print("done")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
