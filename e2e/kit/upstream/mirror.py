"""JupyterHub's own tables in memory, kept equal to the kit: tests read and write their objects, the kit has the truth."""

import itertools
import time
from datetime import UTC, datetime
from unittest import mock

from jupyterhub import orm
from kit import segment
from sqlalchemy import event


def stamp(text):
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None) if text else None


def text(moment):
    if moment is None:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat() + "Z"


class Mirror:
    def __init__(self, kit):
        self.kit = kit
        self.app = None
        # A database in memory has no former revision to check, which would load every migration for each test.
        with mock.patch.object(orm, "check_db_revision"):
            self.db = orm.new_session_factory(url="sqlite:///:memory:")()
        self.plain = {}
        self.tokens = {}
        self.spawners = {}
        self.groups = {}
        self.known_roles = {}
        self.known_users = {}
        self.services = {}
        self.allowed = {}
        self.shares = {}
        self.pending = {}
        self.busy = False
        self.last = 0
        # Rows that the kit does not number yet, or never will, must not collide with those that it does.
        self.numbers = itertools.count(10**9)
        event.listen(orm.APIToken, "before_insert", self._number)
        self.db.add(orm.OAuthClient(identifier="jupyterhub", allowed_scopes=["inherit"]))
        self.db.commit()

    def _number(self, mapper, connection, row):
        if row.id is None:
            row.id = next(self.numbers)

    # ---- from the kit

    def pull(self, url=None):
        """Everything, or what a request to this address can have changed. Roles change only through the adapter."""
        everything = url is None or "/hub/api/" not in url
        with self.db.no_autoflush:
            if url is None:
                self._pull_roles()
            self._pull_users(everything or "token" in url or "server" in url)
            if everything or "group" in url:
                self._pull_groups()
            if url is None or "service" in url:
                self._pull_services()
            if everything or "share" in url or "server" in url:
                self._pull_shares()
                self._pull_codes()
            self.db.commit()
        self.last = time.monotonic()

    def live(self):
        """What a loop in a test looks at changes without a request of that test."""
        if self.busy or time.monotonic() - self.last < 0.05:
            return
        self.push()
        self.pull("/hub/api/users")

    def _role(self, name):
        return orm.Role.find(self.db, name)

    def _pull_roles(self):
        found = self.kit.control("GET", "roles")
        for name, model in found.items():
            row = self._role(name)
            if row is None:
                row = orm.Role(name=name)
                self.db.add(row)
            row.scopes = model["scopes"]
            row.description = model["description"]
        for row in self.db.query(orm.Role).all():
            if row.name not in found:
                self.db.delete(row)
        self.db.flush()
        self.known_roles = {name: model["scopes"] for name, model in found.items()}

    def _pull_users(self, tokens):
        found = {user["name"]: user for user in self.kit.pages("users?include_stopped_servers")}
        self._renamed(found)
        for row in self.db.query(orm.User).all():
            if row.name not in found:
                if self.app is not None:
                    dict.pop(self.app.users, row.id, None)
                self.db.delete(row)
        self.db.flush()
        for name, model in found.items():
            row = orm.User.find(self.db, name)
            if row is None:
                row = orm.User(name=name)
                self.db.add(row)
            self._pull_user(row, model, tokens)
        self.db.flush()

    def _renamed(self, found):
        created = {model["created"]: name for name, model in found.items()}
        for name, known in list(self.known_users.items()):
            now = created.get(known["created"])
            row = orm.User.find(self.db, name)
            if name not in found and now and row is not None:
                row.name = now
        self.db.flush()

    def _pull_user(self, row, model, tokens):
        own = self.kit.control("GET", f"users/{segment(row.name)}", missing={"roles": []})
        row.admin = model["admin"]
        row.created = stamp(model["created"])
        row.last_activity = stamp(model["last_activity"])
        wanted = [self._role(name) for name in own["roles"]]
        if set(row.roles) != set(wanted):
            row.roles = wanted
        self.known_users[row.name] = {
            "created": model["created"],
            "admin": row.admin,
            "roles": sorted(own["roles"]),
            "last_activity": row.last_activity,
        }
        self._pull_spawners(row, model["servers"])
        if tokens:
            self._pull_tokens(row)

    def _pull_spawners(self, row, servers):
        rows = {each.name: each for each in row._orm_spawners}
        gone = [name for name in rows if name and name not in servers]
        new = [name for name in servers if name not in rows]
        if len(gone) == len(new) == 1 and (row.name, gone[0]) in self.spawners:
            rows[gone[0]].name = new[0]
            rows[new[0]] = rows.pop(gone[0])
            gone = []
        for name in gone:
            self.db.delete(rows[name])
        if self.app is not None and row.id is not None and dict.__contains__(self.app.users, row.id):
            known = dict.__getitem__(self.app.users, row.id).spawners
            for name in [name for name in known if name and name not in servers]:
                del known[name]
        for name, server in servers.items():
            each = rows.get(name)
            if each is None:
                each = orm.Spawner(name=name)
                each.user = row
                self.db.add(each)
            self._pull_spawner(row, each, server)
        for key in [key for key in self.spawners if key[0] == row.name and key[1] not in servers]:
            del self.spawners[key]
            self.pending.pop(key, None)

    def _pull_spawner(self, row, each, server):
        each.display_name = server.get("display_name", server["name"])
        each.user_options = server["user_options"]
        each.last_activity = stamp(server["last_activity"])
        each.started = stamp(server["started"])
        each.state = server["state"] or {}
        self.pending[row.name, each.name] = server["pending"]
        up = server["ready"] or server["pending"] in ("spawn", "stop")
        if server["ready"] and each.server is None:
            each.server = orm.Server(ip="127.0.0.1", port=self.kit.port, base_url=server["url"])
        if not server["ready"] and server["pending"] is None and each.server is not None:
            self.db.delete(each.server)
            each.server = None
        self.spawners[row.name, each.name] = {
            "up": up,
            "last_activity": each.last_activity,
            "display_name": each.display_name,
        }
        if self.app is not None and row.id is not None and dict.__contains__(self.app.users, row.id):
            wrapper = dict.__getitem__(self.app.users, row.id)
            if each.name in wrapper.spawners:
                dict.__getitem__(wrapper.spawners, each.name).user_options = each.user_options or {}

    def _pull_tokens(self, row):
        listed = self.kit.api("GET", f"users/{segment(row.name)}/tokens", missing={"api_tokens": []})
        found = {int(token["id"][1:]): token for token in listed["api_tokens"]}
        for each in list(row.api_tokens):
            if each.id not in found and each.id in self.tokens:
                self.db.delete(each)
        rows = {each.id: each for each in row.api_tokens}
        for number, token in found.items():
            each = rows.get(number)
            if each is None:
                each = orm.APIToken(id=number, hashed=f"unknown:{number}", prefix="")
                each.user = row
                each.oauth_client = self._client("jupyterhub")
                self.db.add(each)
            each.note = token["note"]
            each.scopes = token["scopes"]
            each.session_id = token["session_id"]
            each.expires_at = stamp(token["expires_at"])
            each.last_activity = stamp(token["last_activity"])
            self.tokens[number] = list(token["scopes"])

    def _client(self, identifier):
        row = self.db.query(orm.OAuthClient).filter_by(identifier=identifier).first()
        if row is None:
            row = orm.OAuthClient(identifier=identifier)
            self.db.add(row)
        return row

    def _pull_groups(self):
        found = {group["name"]: group for group in self.kit.pages("groups")}
        for row in self.db.query(orm.Group).all():
            if row.name not in found:
                self.db.delete(row)
        self.groups = {}
        for name, model in found.items():
            row = orm.Group.find(self.db, name)
            if row is None:
                row = orm.Group(name=name)
                self.db.add(row)
            own = self.kit.control("GET", f"groups/{segment(name)}", missing={"roles": []})
            members = [orm.User.find(self.db, user) for user in model["users"]]
            if set(row.users) != set(members):
                row.users = members
            granted = [self._role(role) for role in own["roles"]]
            if set(row.roles) != set(granted):
                row.roles = granted
            if row.properties != model["properties"]:
                row.properties = model["properties"]
            self.groups[name] = self._group(row)
        self.db.flush()

    @staticmethod
    def _group(row):
        return {
            "users": sorted(user.name for user in row.users),
            "roles": sorted(role.name for role in row.roles),
            "properties": dict(row.properties or {}),
        }

    def _pull_services(self):
        found = self.kit.api("GET", "services")
        for row in self.db.query(orm.Service).all():
            if row.name not in found:
                if self.app is not None:
                    self.app._service_map.pop(row.name, None)
                if row.oauth_client is not None:
                    self.db.delete(row.oauth_client)
                self.db.delete(row)
        self.db.flush()
        self.services = {}
        for name in found:
            own = self.kit.control("GET", f"services/{segment(name)}")
            row = orm.Service.find(self.db, name)
            if row is None:
                row = orm.Service(name=name)
                self.db.add(row)
            row.admin = found[name]["admin"]
            row.roles = [self._role(role) for role in own["roles"]]
            if own["oauth_available"]:
                client = self.kit.control("GET", f"oauth-clients/{segment(own['oauth_client_id'])}", missing={})
                if client:
                    row.oauth_client = self._client(own["oauth_client_id"])
                    row.oauth_client.redirect_uri = client["redirect_uri"]
                    row.oauth_client.allowed_scopes = client["allowed_scopes"]
                    self.allowed[name] = list(client["allowed_scopes"])
            self.services[name] = sorted(own["roles"])
            if self.app is not None:
                self.app.remember(row, own)
        self.db.flush()

    def _pull_shares(self):
        found = {}
        for owner in {name for name, _ in self.spawners}:
            for share in self.kit.api("GET", f"shares/{segment(owner)}?limit=200", missing={"items": []})["items"]:
                kind = "user" if share["user"] else "group"
                found[owner, share["server"]["name"], kind, share[kind]["name"]] = share
        rows = {self._share_key(row): row for row in self.db.query(orm.Share).all()}
        for key, row in rows.items():
            if key not in found:
                self.db.delete(row)
        for key, share in found.items():
            row = rows.get(key)
            if row is None:
                owner, server, kind, target = key
                user = orm.User.find(self.db, owner)
                row = orm.Share(owner=user, spawner=user.orm_spawners[server])
                setattr(row, kind, (orm.User if kind == "user" else orm.Group).find(self.db, target))
                self.db.add(row)
            row._scopes = share["scopes"]
            row.created_at = stamp(share["created_at"])
        self.shares = {key: share["scopes"] for key, share in found.items()}

    def _pull_codes(self):
        found = {}
        for owner in {name for name, _ in self.spawners}:
            for code in self.kit.api("GET", f"share-codes/{segment(owner)}?limit=200", missing={"items": []})["items"]:
                found[int(code["id"].split("_")[1])] = code
        rows = {row.id: row for row in self.db.query(orm.ShareCode).all()}
        for number, row in rows.items():
            if number not in found:
                self.db.delete(row)
        for number, code in found.items():
            row = rows.get(number)
            if row is None:
                owner = orm.User.find(self.db, code["server"]["user"]["name"])
                row = orm.ShareCode(id=number, owner=owner, spawner=owner.orm_spawners[code["server"]["name"]])
                row.prefix, row.hashed = "", f"unknown:{number}"
                self.db.add(row)
            row._scopes = code["scopes"]
            row.created_at = stamp(code["created_at"])
            row.expires_at = stamp(code["expires_at"])
            row.exchange_count = code["exchange_count"]
            row.last_exchanged_at = stamp(code["last_exchanged_at"])

    @staticmethod
    def _share_key(row):
        kind = "user" if row.user else "group"
        target = row.user or row.group
        return row.owner and row.owner.name, row.spawner and row.spawner.name, kind, target and target.name

    # ---- to the kit

    def push(self):
        if self.busy:
            return
        self.busy = True
        try:
            self.db.commit()
            if self.app is not None:
                # First, because roles can contain scopes that the settings define.
                self.app.push_settings()
            self._push_roles()
            self._push_users()
            self._push_groups()
            self._push_spawners()
            self._push_services()
            self._push_shares()
            self._push_tokens()
            self._remove_roles()
            if self.app is not None:
                self.app.push_orders()
        finally:
            self.busy = False

    def _push_roles(self):
        for row in self.db.query(orm.Role).all():
            scopes = list(row.scopes or [])
            if self.known_roles.get(row.name) != scopes:
                self.kit.control(
                    "PUT", f"roles/{segment(row.name)}", {"scopes": scopes, "description": row.description or ""}
                )
                self.known_roles[row.name] = scopes

    def _remove_roles(self):
        names = {row.name for row in self.db.query(orm.Role).all()}
        for name in [name for name in self.known_roles if name not in names]:
            self.kit.control("DELETE", f"roles/{segment(name)}", missing={})
            del self.known_roles[name]

    def _push_users(self):
        rows = self.db.query(orm.User).order_by(orm.User.id).all()
        names = {row.name for row in rows}
        for name in [name for name in self.known_users if name not in names]:
            self.kit.api("DELETE", f"users/{segment(name)}", missing={})
            del self.known_users[name]
            for key in [key for key in self.spawners if key[0] == name]:
                del self.spawners[key]
        for row in rows:
            known = self.known_users.get(row.name)
            if known is None:
                made = self.kit.api("POST", f"users/{segment(row.name)}")
                known = {"created": made["created"], "roles": None, "admin": False, "last_activity": False}
                self.known_users[row.name] = known
                row.created = stamp(made["created"])
            own = {"admin": bool(row.admin), "roles": sorted(role.name for role in row.roles)}
            changed = {key: value for key, value in own.items() if known[key] != value}
            if known["last_activity"] != row.last_activity:
                changed["last_activity"] = text(row.last_activity)
            if changed:
                self.kit.control("PATCH", f"users/{segment(row.name)}", changed)
                known.update(own, last_activity=row.last_activity)
        self.db.commit()

    def _push_groups(self):
        rows = self.db.query(orm.Group).order_by(orm.Group.id).all()
        names = {row.name for row in rows}
        for name in [name for name in self.groups if name not in names]:
            self.kit.api("DELETE", f"groups/{segment(name)}", missing={})
            del self.groups[name]
        for row in rows:
            path = f"groups/{segment(row.name)}"
            known = self.groups.get(row.name)
            if known is None:
                self.kit.api("POST", path)
                known = {"users": [], "roles": [], "properties": {}}
            wanted = self._group(row)
            added = sorted(set(wanted["users"]) - set(known["users"]))
            removed = sorted(set(known["users"]) - set(wanted["users"]))
            if added:
                self.kit.api("POST", path + "/users", {"users": added})
            if removed:
                self.kit.api("DELETE", path + "/users", {"users": removed})
            if wanted["properties"] != known["properties"]:
                self.kit.api("PUT", path + "/properties", wanted["properties"])
            if wanted["roles"] != known["roles"]:
                self.kit.control("PATCH", path, {"roles": wanted["roles"]})
            self.groups[row.name] = wanted

    def _push_spawners(self):
        rows = {(row.user.name, row.name): row for row in self.db.query(orm.Spawner).all() if row.user}
        for key in [key for key in self.spawners if key not in rows and key[0] in self.known_users and key[1]]:
            self.kit.api("DELETE", f"users/{segment(key[0])}/servers/{segment(key[1])}", {"remove": True}, missing={})
            del self.spawners[key]
        for key, row in rows.items():
            known = self.spawners.get(key)
            body = {}
            if known is None and not row.name and row.server is None and not row.shares and not row.last_activity:
                continue
            if known is None or known["last_activity"] != row.last_activity:
                body["last_activity"] = text(row.last_activity)
            if row.server is not None and not (known and known["up"]):
                body["pretend"] = self.pending.get(key) and "pending" or "ready"
            if known is None or body:
                self.put_server(*key, body)
                self.spawners[key] = {"up": row.server is not None, "last_activity": row.last_activity}

    def put_server(self, user, server, body):
        self.kit.control("PUT", f"servers/{segment(user)}/{segment(server)}", body)

    def _push_services(self):
        for row in self.db.query(orm.Service).all():
            wanted = sorted(role.name for role in row.roles)
            if row.name not in self.services:
                self.kit.control("PUT", f"services/{segment(row.name)}", {"admin": bool(row.admin)})
                self.services[row.name] = None
            if self.services[row.name] != wanted:
                self.kit.control("PATCH", f"services/{segment(row.name)}", {"roles": wanted})
                self.services[row.name] = wanted
            client = row.oauth_client
            if client is not None and row.name in self.allowed:
                allowed = list(client.allowed_scopes or [])
                if allowed != self.allowed[row.name]:
                    path = f"services/{segment(row.name)}"
                    self.kit.control("PATCH", path, {"oauth_client_allowed_scopes": allowed})
                    self.allowed[row.name] = allowed
        names = {row.name for row in self.db.query(orm.Service).all()}
        for name in [name for name in self.services if name not in names]:
            del self.services[name]

    def _push_shares(self):
        rows = {self._share_key(row): row for row in self.db.query(orm.Share).all()}
        for key in [key for key in self.shares if key not in rows]:
            owner, server, kind, target = key
            if owner in self.known_users and (owner, server) in self.spawners:
                self._share("PATCH", key, None, missing={})
            del self.shares[key]
        for key, row in rows.items():
            known = self.shares.get(key, [])
            wanted = sorted(row.scopes)
            if set(known) - set(wanted):
                self._share("PATCH", key, sorted(set(known) - set(wanted)))
            if set(wanted) - set(known):
                self._share("POST", key, wanted)
            self.shares[key] = wanted

    def _share(self, method, key, scopes, missing=None):
        owner, server, kind, target = key
        body = {kind: target}
        if scopes:
            body["scopes"] = scopes
        return self.kit.api(method, f"shares/{segment(owner)}/{segment(server)}", body, missing=missing)

    def _push_tokens(self):
        for row in self.db.query(orm.APIToken).all():
            if row.id in self.tokens:
                if row.user and list(row.scopes) != self.tokens[row.id]:
                    self.kit.control(
                        "PATCH", f"tokens/{segment(row.user.name)}/{row.api_id}", {"scopes": list(row.scopes)}
                    )
                    self.tokens[row.id] = list(row.scopes)
                continue
            value = self.plain.get(row.hashed)
            if value is None or row.owner is None:
                continue
            body = {row.owner.kind: row.owner.name, "token": value, "scopes": list(row.scopes or [])}
            body["note"] = row.note or ""
            if "service" in body and body["scopes"] == ["inherit"]:
                del body["scopes"]
            if row.expires_at:
                body["expires_in"] = max(1, round((row.expires_at - row.now()).total_seconds()))
            if row.oauth_client and row.oauth_client.identifier != "jupyterhub":
                body["oauth_client"] = row.oauth_client.identifier
            made = self.kit.control("POST", "tokens", body)
            if made["id"].startswith("a") and made["id"][1:].isdigit():
                row.id = int(made["id"][1:])
            self.tokens[row.id] = list(row.scopes or [])
        self.db.commit()
