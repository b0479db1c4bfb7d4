"""Runs JupyterHub's own tests, unmodified, against the test kit: `pytest --noconftest -p berth_upstream --pyargs jupyterhub.tests.test_api`.

Tests that do not use a running hub are deselected. A test that uses one but makes no request of its own is reported as "not over HTTP".
"""

import asyncio
import itertools
import os
import re
from pathlib import Path
from unittest import mock
from urllib.parse import unquote

import jupyterhub
import pytest
import requests
from jupyterhub import orm, roles, scopes
from jupyterhub.tests import mocking, utils
from jupyterhub.tests.test_services import mockservice_cmd
from jupyterhub.utils import random_port

import facade
from kit import Kit, segment
from mirror import Mirror

STATE = {}
OUTCOMES = {}


def current():
    return STATE.get("app") or STATE["last"]


class Requests(utils._AsyncRequests):
    """Before a request, the kit learns what the test changed; after it, the mirror learns what the kit did."""

    def __init__(self):
        super().__init__()
        submit = self.executor.submit
        self.executor.submit = lambda *args, **kwargs: self._around(submit, *args, **kwargs)

    def _around(self, submit, *args, **kwargs):
        app = STATE.get("app")
        if app is not None:
            _enter(app, args, kwargs)
        if app is not None:
            app.mirror.push()
        STATE["requests"] = STATE.get("requests", 0) + 1
        session = getattr(args[0], "__self__", None)
        headers = {}
        if isinstance(session, requests.Session):
            headers = session.headers
        elif _address(args):
            headers = kwargs.setdefault("headers", {})
        if headers.get("Sec-Fetch-Mode") == "navigate":
            # What a browser sends beside it. Berth starts servers only from its own pages.
            headers.setdefault("Sec-Fetch-Site", "same-origin")
            headers.setdefault("Sec-Fetch-Dest", "document")
            headers.setdefault("Accept", "text/html")
        future = submit(*args, **kwargs)

        async def finish():
            result = await future
            for response in [*getattr(result, "history", []), result]:
                _forget_own_cookies(getattr(response, "cookies", None))
            if app is not None and not _only_reads(args):
                app.mirror.pull(_address(args))
            return result

        return asyncio.ensure_future(finish())


def _address(args):
    return next((arg for arg in args if isinstance(arg, str) and "://" in arg), None)


def _only_reads(args):
    """Whether nothing can have changed: pages start servers, and OAuth issues tokens."""
    url = _address(args)
    method = getattr(args[0], "__name__", "")
    method = args[1] if method == "request" else method
    return url is not None and "/hub/api/" in url and "oauth" not in url and method.lower() in ("get", "options")


def _forget_own_cookies(cookies):
    """Cookies that only Berth has: upstream's tests compare whole lists of names."""
    for cookie in list(cookies or []):
        if cookie.name.startswith("berth-"):
            cookies.clear(cookie.domain, cookie.path, cookie.name)


def _enter(app, args, kwargs):
    """Upstream's mock server answers everybody. Berth's proxy wants a visitor with access, so a nameless one gets the owner's token."""
    url = next((arg for arg in args if isinstance(arg, str) and arg.startswith(app.proxy.public_url)), None)
    if url is None or isinstance(getattr(args[0], "__self__", None), requests.Session):
        return
    found = re.match(r"user/([^/?]+)/", url.removeprefix(app.proxy.public_url))
    headers = kwargs.setdefault("headers", {})
    if not found or kwargs.get("cookies") or "Authorization" in headers:
        return
    name = unquote(found.group(1))
    ready = app.kit.api("GET", f"users/{segment(name)}", missing={}).get("servers", {})
    if any(server["ready"] for server in ready.values()):
        token = app.kit.control("POST", "tokens", {"user": name, "note": "visitor"})["token"]
        headers["Authorization"] = f"token {token}"


utils.async_requests = Requests()
facade.install(current)


# Roles of the kit contain Berth's own scopes, too.
for name in ("read:audit", "read:configuration"):
    scopes.scope_definitions.setdefault(name, {"description": "Berth"})


def _remember_tokens():
    """The kit gets values, and the mirror keeps only hashes, as JupyterHub's tables do."""
    setter = orm.Hashed.token.fset

    def remember(row, token):
        setter(row, token)
        if "app" in STATE and isinstance(row, orm.APIToken):
            STATE["app"].mirror.plain[row.hashed] = token

    orm.Hashed.token = property(orm.Hashed.token.fget, remember)
    find = orm.APIToken.find.__func__

    def find_token(cls, db, token, *, kind=None):
        found = find(cls, db, token, kind=kind)
        app = STATE.get("app")
        if found is not None or app is None:
            return found
        response = app.kit.session.get(
            f"{app.kit.url}hub/api/user", headers={"Authorization": f"token {token}"}
        )
        number = response.json().get("token_id", "") if response.ok else ""
        app.mirror.pull()
        return db.get(orm.APIToken, int(number[1:])) if number[1:].isdigit() else None

    orm.APIToken.find = classmethod(find_token)
    new = orm.ShareCode.new.__func__

    def new_code(cls, db, spawner, *, scopes, expires_in=None, **kwargs):
        row, code = new(cls, db, spawner, scopes=scopes, expires_in=expires_in, **kwargs)
        app = STATE.get("app")
        if app is None:
            return row, code
        app.mirror.push()
        owner, server = segment(row.owner.name), segment(row.spawner.name)
        app.mirror.put_server(row.owner.name, row.spawner.name, {})
        made = app.kit.api(
            "POST", f"share-codes/{owner}/{server}", {"scopes": row.scopes} | ({"expires_in": expires_in} if expires_in else {})
        )
        row.token = made["code"]
        row.id = int(made["id"].split("_")[1])
        db.commit()
        return row, made["code"]

    orm.ShareCode.new = classmethod(new_code)


_remember_tokens()


def pytest_collection_modifyitems(config, items):
    path = config.getoption("known")
    never = [entry[1:] for entry in _known(path) if entry.startswith("!")] if path else []

    def runs(item):
        return "app" in item.fixturenames and not any(_matches(entry, f"{item.path.name}::{item.name}") for entry in never)

    kept = [item for item in items if runs(item)]
    dropped = [item for item in items if not runs(item)]
    items[:] = kept
    config.hook.pytest_deselected(items=dropped)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    name = f"{item.path.name}::{item.name}"
    if call.when == "call" and report.passed and not STATE.get("requests"):
        OUTCOMES.setdefault(name, "no request")
    elif report.failed and call.when != "teardown":
        OUTCOMES[name] = "failed"
    elif call.when == "call" and report.passed:
        OUTCOMES.setdefault(name, "passed")
    return report


def pytest_addoption(parser):
    parser.addoption(
        "--known", help="a file that names the tests that fail, each with its reason; with ! those that are not run at all"
    )


def _known(path):
    lines = [line.strip() for line in Path(path).read_text().splitlines()]
    return [line.split(" ", 1)[0].strip() for line in lines if line and not line.startswith("#")]


def _matches(entry, name):
    return name == entry or name.split("[", 1)[0] == entry


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    path = session.config.getoption("known")
    if path is None or exitstatus not in (0, 1):
        return
    known = [entry for entry in _known(path) if not entry.startswith("!")]
    files = {name.split("::")[0] for name in OUTCOMES}
    failed = [name for name, outcome in OUTCOMES.items() if outcome == "failed"]
    news = [name for name in failed if not any(_matches(entry, name) for entry in known)]
    gone = [
        entry
        for entry in known
        if entry.split("::")[0] in files and not any(_matches(entry, name) for name in failed)
    ]
    STATE["verdict"] = [f"FAILS, and is not listed: {name}" for name in news]
    STATE["verdict"] += [f"listed, but passes: {entry}" for entry in gone]
    session.exitstatus = 1 if news or gone else 0


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("over HTTP")
    total = {"passed": 0, "failed": 0, "no request": 0}
    for file in sorted({name.split("::")[0] for name in OUTCOMES}):
        counts = dict.fromkeys(total, 0)
        for name, outcome in OUTCOMES.items():
            if name.startswith(file + "::"):
                counts[outcome] += 1
                total[outcome] += 1
        terminalreporter.line(_counted(file, counts))
    terminalreporter.line(_counted("all", total))
    for line in STATE.get("verdict", []):
        terminalreporter.line(line)


def _counted(name, counts):
    over_http = counts["passed"] + counts["failed"]
    return f"{name:26} {counts['passed']:4} of {over_http:4} pass; {counts['no request']} make no request"


@pytest.fixture(scope="session")
def kit():
    kit = Kit()
    kit.start(jupyterhub.__version__)
    yield kit
    kit.stop()


@pytest.fixture(scope="module", autouse=True)
def tmp_cwd(tmp_path_factory, request):
    before = os.getcwd()
    os.chdir(tmp_path_factory.mktemp(f"cwd-{request.node.path.stem}"))
    yield
    os.chdir(before)


@pytest.fixture
async def app(kit):
    kit.control("POST", "reset")
    mirror = Mirror(kit)
    app = facade.App(kit, mirror)
    mirror.app = app
    mirror.pull()
    STATE["app"] = app
    STATE["requests"] = 0
    yield app
    STATE["last"] = STATE.pop("app")
    mirror.db.close()


numbers = itertools.count(1)


@pytest.fixture
def username():
    from jupyterhub.tests.conftest import new_username

    return new_username()


@pytest.fixture
def user(app, username):
    from jupyterhub.tests.conftest import new_username

    return utils.add_user(app.db, app, name=new_username())


@pytest.fixture
def admin_user(app):
    from jupyterhub.tests.conftest import new_username

    return utils.add_user(app.db, app, name=new_username("testadmin"), admin=True)


@pytest.fixture
def groupname():
    from jupyterhub.tests.conftest import new_group_name

    return new_group_name()


@pytest.fixture
def group(app):
    from jupyterhub.tests.conftest import new_group_name

    group = orm.Group(name=new_group_name())
    app.db.add(group)
    app.db.commit()
    return group


@pytest.fixture
def role(app):
    from jupyterhub.tests.conftest import new_role_name

    role = orm.Role(name=new_role_name())
    app.db.add(role)
    app.db.commit()
    return role


@pytest.fixture
def service_name():
    return f"test-service-{next(numbers)}"


@pytest.fixture
def service_data(service_name):
    return {
        "name": service_name,
        "oauth_client_id": f"service-{service_name}",
        # Longer than upstream's, because Berth wants tokens of at least 32 characters.
        "api_token": f"api_token-{service_name}-0123456789abcdef",
        "oauth_redirect_uri": "http://127.0.0.1:5555/oauth_callback-from-api",
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["inherit"],
        "info": {"foo": "bar"},
    }


async def _service(app, name, external=False, url=False):
    port = random_port()
    spec = {"name": name, "command": mockservice_cmd, "admin": True}
    if url:
        spec["url"] = f"http://127.0.0.1:{port}"
    if external:
        spec["oauth_redirect_uri"] = f"http://127.0.0.1:{port}"
    else:
        spec["start"] = True
    app.services = [spec]
    app.init_services()
    roles.grant_role(app.db, app._service_map[name].orm, "admin")
    app.mirror.push()
    service = app._service_map[name]
    if url:
        from jupyterhub.utils import wait_for_http_server

        await wait_for_http_server(spec["url"] + service.prefix)
    return service


@pytest.fixture
async def mockservice(app, service_name):
    return await _service(app, service_name)


@pytest.fixture
async def mockservice_external(app, service_name):
    return await _service(app, service_name, external=True)


@pytest.fixture
async def mockservice_url(app, service_name):
    return await _service(app, service_name, url=True)


def setting(name, **settings):
    @pytest.fixture(name=name)
    def fixture(app):
        with mock.patch.dict(app.tornado_settings, settings):
            yield

    return fixture


admin_access = setting("admin_access", admin_access=True)
no_patience = setting("no_patience", slow_spawn_timeout=0.1, slow_stop_timeout=0.1)
slow_spawn = setting("slow_spawn", spawner_class=mocking.SlowSpawner)
full_spawn = setting("full_spawn", spawner_class=mocking.InstrumentedSpawner)
never_spawn = setting("never_spawn", spawner_class=mocking.NeverSpawner)
bad_spawn = setting("bad_spawn", spawner_class=mocking.BadSpawner)
custom_bad_spawn = setting("custom_bad_spawn", spawner_class=getattr(mocking, "CustomBadSpawner", mocking.BadSpawner))
slow_bad_spawn = setting("slow_bad_spawn", spawner_class=mocking.SlowBadSpawner)
form_spawn = setting("form_spawn", spawner_class=mocking.FormSpawner)
named_servers = setting("named_servers", allow_named_servers=True, named_server_limit_per_user=2)


@pytest.fixture
def auth_state_enabled(app):
    app.authenticator.auth_state = {"who": "cares"}
    app.authenticator.enable_auth_state = True


@pytest.fixture
def create_temp_role(app):
    numbers = itertools.count(1)

    def create(scopes, role_name=None):
        role = orm.Role(name=role_name or f"temp_role_{next(numbers)}", scopes=list(scopes))
        app.db.add(role)
        app.db.commit()
        return role

    return create


@pytest.fixture
def create_user_with_scopes(app, create_temp_role):
    numbers = itertools.count(1)

    def create(*scopes, name=None):
        role = create_temp_role(scopes)
        row = orm.User(name=name or f"temp_user_{next(numbers)}")
        app.db.add(row)
        app.db.commit()
        roles.update_roles(app.db, row, roles=[role.name])
        return app.users[row.id]

    return create


@pytest.fixture
def create_service_with_scopes(app, create_temp_role):
    numbers = itertools.count(1)

    def create(*scopes, name=None):
        name = name or f"temp_service_{next(numbers)}"
        role = create_temp_role(scopes)
        app.services.append({"name": name})
        app.init_services()
        row = orm.Service.find(app.db, name)
        roles.update_roles(app.db, row, roles=[role.name])
        return row

    return create


@pytest.fixture
def preserve_scopes():
    import copy

    from jupyterhub import scopes

    before = copy.deepcopy(scopes.scope_definitions)
    yield before
    scopes.scope_definitions = before


@pytest.fixture
def no_proxy_activity(app):
    return None
