# The JupyterHub beside which Berth is measured: a spawner that starts nothing, a sign-in that hashes nothing, a proxy that outlives the hub.
import os

from jupyterhub.spawner import Spawner


class SharedListener(Spawner):
    """Every server is at once the listener of the bench, until it is stopped."""

    runs = False

    def load_state(self, state):
        super().load_state(state)
        self.runs = state.get("runs", False)

    def get_state(self):
        return super().get_state() | {"runs": self.runs}

    def clear_state(self):
        super().clear_state()
        self.runs = False

    async def start(self):
        self.runs = True
        return "http://127.0.0.1:" + os.environ["BENCH_LISTENER"]

    async def poll(self):
        return None if self.runs else 0

    async def stop(self, now=False):
        self.runs = False


c = get_config()  # noqa: F821
c.JupyterHub.spawner_class = SharedListener
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.db_url = os.environ["BENCH_DATABASE"]
c.JupyterHub.hub_bind_url = "http://127.0.0.1:" + os.environ["BENCH_HUB_PORT"]
c.JupyterHub.bind_url = "http://127.0.0.1:" + os.environ["BENCH_PROXY_PORT"]
c.JupyterHub.cookie_secret = bytes(32)
c.JupyterHub.cleanup_servers = False
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:" + os.environ["BENCH_PROXY_API_PORT"]
c.ConfigurableHTTPProxy.auth_token = os.environ["BENCH_TOKEN"]
c.JupyterHub.load_roles = [
    {
        "name": "bench",
        "scopes": ["admin:users", "admin:servers", "tokens", "list:users", "users:activity", "access:servers"],
        "services": ["bench"],
    }
]
c.JupyterHub.services = [{"name": "bench", "api_token": os.environ["BENCH_TOKEN"]}]
