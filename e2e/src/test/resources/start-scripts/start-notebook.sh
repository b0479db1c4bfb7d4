#!/bin/bash
# The name that older images use.
exec start-notebook.py "$@"
