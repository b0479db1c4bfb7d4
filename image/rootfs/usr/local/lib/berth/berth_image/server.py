"""A small extension of the notebook server: GET <base URL>api/berth/gpus answers the report about GPUs that was made at the start.

JupyterLab's page and the hub can show it. Who may ask is the server's own matter, as for all of its API.
"""

import json
import os
from pathlib import Path

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web


class GpuReportHandler(APIHandler):
    @web.authenticated
    async def get(self) -> None:
        path = os.environ.get("BERTH_GPU_REPORT")
        if not path or not Path(path).is_file():
            raise web.HTTPError(404, "There is no report about GPUs: this server was not started by berth-start")
        self.finish(json.loads(Path(path).read_text()))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "berth_image.server"}]


def _load_jupyter_server_extension(app) -> None:
    route = url_path_join(app.web_app.settings["base_url"], "api/berth/gpus")
    app.web_app.add_handlers(".*$", [(route, GpuReportHandler)])
