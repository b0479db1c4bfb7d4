#!/usr/bin/env python3
"""Acts like the command for hubs in images that people have: listens on all addresses unless it is told otherwise."""

import os
import shlex
import sys

arguments = shlex.split(os.environ.get("NOTEBOOK_ARGS", "")) + sys.argv[1:]
if not any(word.startswith("--ip") for word in arguments):
    arguments.insert(0, "--ip=0.0.0.0")
command = ["start.sh", "jupyterhub-singleuser", *arguments]
os.execvp(command[0], command)
