"""What tests take for the hub's own objects. Each of them asks the kit, or changes its settings."""

import asyncio
import logging
import os
import signal
import time
from types import SimpleNamespace

import psutil
from jupyterhub import orm, scopes
from jupyterhub.objects import Hub
from jupyterhub.services.service import Service
from jupyterhub.spawner import Spawner
from jupyterhub.tests import mocking
from jupyterhub.tests.mocking import MockPAMAuthenticator, MockSpawner
from jupyterhub.tests.utils import AsyncSession
from jupyterhub.user import User, UserDict
from jupyterhub.utils import url_path_join
from kit import BASE_URL, segment
from tornado.httputil import url_concat
from tornado.web import HTTPError
from traitlets.config import Config

MODES = {
    "MockSpawner": None,
    "SlowSpawner": "slow",
    "NeverSpawner": "never",
    "BadSpawner": "bad",
    "SlowBadSpawner": "slow-bad",
    "FormSpawner": "form",
    "FalsyCallableFormSpawner": "falsy-form",
    "InstrumentedSpawner": "full",
}

SETTINGS = [
    "slow_spawn_timeout",
    "slow_stop_timeout",
    "concurrent_spawn_limit",
    "active_server_limit",
    "allow_named_servers",
    "named_server_limit_per_user",
    "api_page_default_limit",
    "api_page_max_limit",
    "token_expires_in_max_seconds",
    "default_url",
    "shutdown_on_logout",
    "authenticate_prometheus",
    "template_vars",
]

AUTHENTICATOR = [
    "enable_auth_state",
    "auth_state",
    "username_pattern",
    "refresh_pre_spawn",
    "refresh_pre_stop",
    "auto_login",
    "manage_groups",
]


class NotOverHttp(AttributeError):
    """A test looks at a part of JupyterHub that has no counterpart over HTTP."""


class Process:
    """A service's process, seen from outside."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            running = psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            running = False
        return None if running else 0

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)


class ServiceFacade:
    """Service, with the attributes that can be seen over HTTP."""

    kind = "service"

    def __init__(self, app, row, model):
        self.app = app
        self.orm = row
        self.model = model

    def _fresh(self):
        self.model = self.app.kit.control("GET", f"services/{segment(self.name)}")
        return self.model

    @property
    def name(self):
        return self.orm.name

    @property
    def proc(self):
        pid = self._fresh()["pid"]
        known = self.__dict__.get("_proc")
        if pid and (known is None or known.pid != pid):
            known = self.__dict__["_proc"] = Process(pid)
        return known

    @property
    def managed(self):
        return bool(self.model["command"])

    @property
    def oauth_client(self):
        self.app.mirror.pull()
        return self.orm.oauth_client

    @property
    def host(self):
        return ""

    @property
    def server(self):
        return SimpleNamespace(base_url=self.prefix) if self.model["url"] else None

    @property
    def oauth_client_allowed_scopes(self):
        return self.model["oauth_client_allowed_scopes"]

    @oauth_client_allowed_scopes.setter
    def oauth_client_allowed_scopes(self, scopes):
        self.model = self.app.kit.control(
            "PATCH", f"services/{segment(self.name)}", {"oauth_client_allowed_scopes": list(scopes)}
        )

    @property
    def display(self):
        return self.model["display"]

    @display.setter
    def display(self, display):
        self.model = self.app.kit.control("PATCH", f"services/{segment(self.name)}", {"display": display})

    def __getattr__(self, name):
        if name in ("url", "prefix", "href", "api_token", "command", "oauth_client_id", "oauth_no_confirm",
                    "oauth_available"):
            return self.model[name]
        raise NotOverHttp(f"service.{name}")


class Proxy:
    def __init__(self, kit):
        self.kit = kit
        self.public_url = kit.url

    async def get_all_routes(self):
        routes = {}
        offset = 0
        while True:
            page = self.kit.api("GET", f"proxy?offset={offset}&limit=200")
            routes.update(page["items"])
            if not page["_pagination"]["next"]:
                return routes
            offset = page["_pagination"]["next"]["offset"]

    async def check_routes(self, *args, **kwargs):
        self.kit.api("POST", "proxy")

    async def add_user(self, user, server_name=""):
        self.kit.api("POST", "proxy")

    async def add_all_services(self, services):
        self.kit.api("POST", "proxy")


class Session:
    """Nothing in the kit's database can be locked by a test."""

    def execute(self, *args):
        return None

    def close(self):
        return None


class App:
    """The parts of MockHub that tests use."""

    subdomain_host = ""
    public_url = ""
    internal_ssl = False
    external_certs = {}
    internal_ssl_key = internal_ssl_cert = internal_ssl_ca = ""
    ip = hub_ip = "127.0.0.1"
    db_query_count = 0
    last_activity_interval = 2

    def __init__(self, kit, mirror):
        self.kit = kit
        self.mirror = mirror
        self.db = mirror.db
        self.log = logging.getLogger("jupyterhub")
        self.base_url = BASE_URL
        self.port = self.hub_port = kit.port
        self.config = Config()
        self.hub = Hub(ip="127.0.0.1", port=kit.port, base_url=url_path_join(BASE_URL, "hub/"), routespec=BASE_URL)
        self.hub.public_host = ""
        self.proxy = Proxy(kit)
        self.authenticator = MockPAMAuthenticator(allow_all=True)
        self.services = []
        self.service_tokens = {}
        self._service_map = {}
        self.default_server_name = ""
        self.use_legacy_stopped_server_status_code = False
        self.tornado_settings = {
            "base_url": BASE_URL,
            "hub": self.hub,
            "authenticator": self.authenticator,
            "spawner_class": MockSpawner,
            "config": self.config,
            "slow_spawn_timeout": 10,
            "slow_stop_timeout": 10,
            "concurrent_spawn_limit": 100,
            "active_server_limit": 0,
            "allow_named_servers": False,
            "named_server_limit_per_user": 0,
            "api_page_default_limit": 50,
            "api_page_max_limit": 200,
            "token_expires_in_max_seconds": 0,
            "default_url": "",
            "shutdown_on_logout": False,
            "authenticate_prometheus": True,
            "template_vars": {},
            "login_url": url_path_join(BASE_URL, "hub/login"),
            "logout_url": url_path_join(BASE_URL, "hub/logout"),
        }
        self.users = UserDict(lambda: self.db, self.tornado_settings)
        self.users.count_active_users = self._count
        self.standard = self._settings()
        self.pushed = dict(self.standard)
        self.orders = {}

    def __getattr__(self, name):
        raise NotOverHttp(f"app.{name}")

    def session_factory(self):
        return Session()

    async def login_user(self, name):
        """As in MockHub, without the cookies that only Berth has: upstream's compares the whole list of names."""
        session = AsyncSession()
        login = self.proxy.public_url + "hub/login"
        page = await session.get(login)
        page.raise_for_status()
        answer = await session.post(
            url_concat(login, {"_xsrf": page.cookies["_xsrf"]}),
            data={"username": name, "password": name},
            allow_redirects=False,
        )
        answer.raise_for_status()
        home = await session.get(self.proxy.public_url + "hub/home", allow_redirects=False)
        assert home.status_code == 200
        for cookie in list(session.cookies):
            if cookie.name.startswith("berth-"):
                session.cookies.clear(cookie.domain, cookie.path, cookie.name)
        assert sorted(session.cookies.keys()) == ["_xsrf", "jupyterhub-hub-login", "jupyterhub-session-id"]
        return session.cookies

    def _count(self):
        self.mirror.push()
        self.mirror.pull()
        counts = {"pending": 0, "active": 0, "ready": 0}
        for user in self.kit.pages("users"):
            for server in user["servers"].values():
                counts["active"] += 1
                counts["ready"] += server["ready"]
                if server["pending"]:
                    counts["pending"] += 1
                    key = server["pending"] + "_pending"
                    counts[key] = counts.get(key, 0) + 1
        return counts

    # ---- services

    def init_services(self):
        self.mirror.push()
        for spec in self.services:
            body = {key: value for key, value in spec.items() if key != "oauth_roles"}
            if body.get("command") and os.getuid() == 0:
                # Berth starts no service as root.
                body["user"] = "nobody"
            if isinstance(body.get("api_token"), bytes):
                body["api_token"] = body["api_token"].decode()
            if spec.get("oauth_roles"):
                body["oauth_client_allowed_scopes"] = [
                    scope for role in spec["oauth_roles"] for scope in orm.Role.find(self.db, role).scopes
                ]
            self.kit.control("PUT", f"services/{segment(spec['name'])}", body)
        self.mirror.pull()
        for spec in self.services:
            service = self._service_map[spec["name"]]
            value = service.model["api_token"]
            if value and not service.orm.api_tokens:
                row = orm.APIToken(service=service.orm, note="", scopes=["inherit"])
                row.oauth_client = self.mirror._client("jupyterhub")
                row.token = value
                self.db.add(row)
                self.db.commit()
                self.mirror.tokens[row.id] = list(row.scopes)

    async def init_api_tokens(self):
        for value, name in self.service_tokens.items():
            if orm.Service.find(self.db, name) is None:
                self.kit.control("PUT", f"services/{segment(name)}", {})
                self.kit.control("POST", "tokens", {"service": name, "token": value})
        self.mirror.pull()

    async def init_role_assignment(self):
        return None

    def remember(self, row, model):
        known = self._service_map.get(row.name)
        if known is None or known.orm is not row:
            self._service_map[row.name] = ServiceFacade(self, row, model)
        else:
            known.model = model

    # ---- settings

    def _settings(self):
        now = {name: self.tornado_settings.get(name) for name in SETTINGS}
        now["spawner"] = self.tornado_settings["spawner_class"].__name__
        authenticator = self.tornado_settings["authenticator"]
        now.update({name: getattr(authenticator, name, None) for name in AUTHENTICATOR})
        refresh = getattr(authenticator.refresh_user, "__name__", "")
        now["refresh_user"] = "expired" if refresh == "refresh_expired" else None
        now["pre_spawn_start_error"] = self._failure_of_authenticator(authenticator)
        now["pre_spawn_failure"] = self._failure_of_hook()
        now["default_server_name"] = self.default_server_name
        now["use_legacy_stopped_server_status_code"] = self.use_legacy_stopped_server_status_code
        now["custom_scopes"] = {
            name: {"description": custom["description"], "subscopes": custom.get("subscopes", [])}
            for name, custom in scopes.scope_definitions.items()
            if name.startswith("custom:")
        }
        limit = now["named_server_limit_per_user"]
        if callable(limit):
            now["named_server_limit_per_user"] = {"admin": 0, "user": 2}
        return now

    @staticmethod
    def _failure_of_authenticator(authenticator):
        step = authenticator.pre_spawn_start
        if getattr(step, "__qualname__", "").startswith(("PAMAuthenticator", "Authenticator")):
            return None
        try:
            coroutine = step("user", "spawner")
            if asyncio.iscoroutine(coroutine):
                coroutine.send(None)
        except StopIteration:
            return None
        except Exception as failure:
            return str(failure)
        return None

    def _failure_of_hook(self):
        hook = self.config.Spawner.get("pre_spawn_hook") if "Spawner" in self.config else None
        if hook is None:
            return None
        try:
            coroutine = hook(None)
            if asyncio.iscoroutine(coroutine):
                coroutine.send(None)
        except HTTPError as failure:
            failed = {"status": failure.status_code, "message": getattr(failure, "message", None) or failure.log_message}
            html = getattr(failure, "message_html", None) or getattr(failure, "jupyterhub_html_message", None)
            if html:
                failed["html_message"] = html
            return failed
        except Exception as failure:
            return {"status": 500, "message": str(failure), "unhandled": True}
        return None

    def push_settings(self):
        now = self._settings()
        changed = {}
        for name, value in now.items():
            if self.pushed.get(name) != value:
                sent = None if value == self.standard[name] else value
                if name == "spawner" and sent is not None:
                    if value not in MODES:
                        raise NotOverHttp(f"spawner {value}")
                    sent = MODES[value]
                changed[name] = sent
        if changed:
            self.kit.control("PATCH", "settings", changed)
            self.pushed = now

    def push_orders(self):
        for wrapper in list(self.users.values()):
            for name, spawner in list(wrapper.spawners.items()):
                orders = spawner.kit_orders()
                key = (wrapper.name, name)
                if orders != self.orders.get(key, {}):
                    self.mirror.put_server(wrapper.name, name, orders)
                    self.orders[key] = orders


# ---- spawners and users, as properties of JupyterHub's own classes


def install(current):
    """`current` returns the app of the running test."""

    def live(spawner):
        app = current()
        app.mirror.live()
        return app.mirror.pending.get((spawner.user.name, spawner.name))

    def pretend(kind):
        def setter(spawner, value):
            app = current()
            key = (spawner.user.name, spawner.name)
            app.mirror.push()
            app.mirror.pending[key] = kind if value else None
            app.mirror.spawners.pop(key, None)
            app.mirror.put_server(*key, {"pretend": "pending" if value else "ready"})

        return setter

    def is_pending(kind):
        return property(lambda spawner: live(spawner) == kind, pretend(kind))

    Spawner._spawn_pending = is_pending("spawn")
    Spawner._stop_pending = is_pending("stop")
    Spawner.pending = property(lambda spawner: live(spawner))
    Spawner._failed = property(lambda spawner: False)

    async def ended(spawner):
        while live(spawner) == "spawn":
            await asyncio.sleep(0.05)

    def get_future(spawner):
        made_up = spawner.__dict__.get("_kit_future")
        return asyncio.ensure_future(ended(spawner)) if made_up is None else made_up

    def set_future(spawner, future):
        """Tests make up the outcome of a last start, and set it later."""
        spawner.__dict__["_kit_future"] = future

    Spawner._spawn_future = property(get_future, set_future)

    async def poll(spawner):
        app = current()
        app.mirror.pull()
        return None if spawner.orm_spawner.server is not None else 0

    mocking.MockSpawner.poll = poll
    mocking.NeverSpawner.poll = poll

    def orders(spawner):
        wanted = {}
        for name in ("cmd", "default_url", "notebook_dir", "debug", "disable_user_config", "environment"):
            if name in spawner._trait_values and spawner._trait_values[name]:
                wanted[name] = spawner._trait_values[name]
        if spawner._trait_values.get("home_dir") and "home_dir" in spawner.__dict__.get("_kit_set", ()):
            wanted["home_dir"] = spawner.home_dir
        if "delay" in spawner.__dict__:
            wanted["delay"] = spawner.delay
        made_up = spawner.__dict__.get("_kit_future")
        if made_up is not None and made_up.done() and made_up.exception():
            wanted["last_start_failed"] = str(made_up.exception())
        future = spawner.__dict__.get("_start_future")
        if future is not None:
            wanted["hold"] = not future.done()
        return wanted

    MockSpawner.kit_orders = orders

    async def spawn(user, server_name="", options=None, handler=None):
        app = current()
        app.mirror.push()
        if server_name and not user.allow_named_servers:
            # Upstream's own method does not look at the setting.
            app.kit.control("PATCH", "settings", {"allow_named_servers": True})
        path = f"users/{segment(user.name)}/servers/{segment(server_name)}"
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, app.kit.api, "POST", path, options or {})
        app.mirror.pull()
        await ended(user.spawners[server_name])

    async def stop(user, server_name=""):
        app = current()
        app.mirror.push()
        path = f"users/{segment(user.name)}/servers/{segment(server_name)}"
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, app.kit.api, "DELETE", path)
        app.mirror.pull()
        while live(user.spawners[server_name]) == "stop":
            await asyncio.sleep(0.05)

    User.spawn = spawn
    User.stop = stop

    def confirmed(user):
        return current().kit.control("GET", f"users/{segment(user.name)}")["auth_refreshed"]

    def confirm(user, value):
        current().kit.control("PATCH", f"users/{segment(user.name)}", {"auth_refreshed": value})

    User._auth_refreshed = property(confirmed, confirm)
    User.allow_named_servers = property(
        lambda user: bool(user.settings.get("allow_named_servers")), lambda user, value: None
    )
