# The JupyterHub of ImportIT: with a database, without servers and without a proxy.
import os

from jupyterhub import version_info
from jupyterhub.proxy import Proxy


class NoProxy(Proxy):
    """Requests go to the hub's own port."""

    should_start = False

    async def add_route(self, routespec, target, data):
        pass

    async def delete_route(self, routespec):
        pass

    async def get_all_routes(self):
        return {}


scopes = ["admin:users", "admin:groups", "admin:servers", "tokens", "read:users:name", "read:groups:name"]
if version_info[0] >= 5:
    scopes.append("shares")

c = get_config()  # noqa: F821
c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.db_url = os.environ["HUB_DB"]
c.JupyterHub.hub_bind_url = "http://127.0.0.1:" + os.environ["HUB_PORT"]
c.JupyterHub.bind_url = "http://127.0.0.1:1"
c.JupyterHub.cookie_secret = os.urandom(32)
c.JupyterHub.allow_named_servers = True
c.Authenticator.admin_users = {"boss"}
if version_info[0] >= 5:
    c.Authenticator.allow_all = True
c.JupyterHub.load_groups = {"course": {"users": ["ann"]}}
c.JupyterHub.load_roles = [
    {"name": "graders", "scopes": ["list:users"], "groups": ["course"]},
    {"name": "setup", "scopes": scopes, "services": ["setup"]},
]
c.JupyterHub.services = [{"name": "setup", "api_token": os.environ["SETUP_TOKEN"]}]
