#!/usr/bin/env python3
"""Acts like the default command of images that people have: JupyterLab alone, and the single-user server below a hub."""

import os
import shlex
import sys

if os.environ.get("JUPYTERHUB_API_TOKEN"):
    os.execvp("start-singleuser.py", ["start-singleuser.py", *sys.argv[1:]])
command = ["start.sh", "jupyter", os.environ.get("DOCKER_STACKS_JUPYTER_CMD", "lab")]
command += shlex.split(os.environ.get("NOTEBOOK_ARGS", "")) + sys.argv[1:]
os.execvp(command[0], command)
