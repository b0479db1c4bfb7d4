"""Starts a kernel, computes 6*7 in it, and ends it. Prints a line."""

import sys

from jupyter_client.manager import start_new_kernel

LIMIT = 60


def main() -> None:
    manager, client = start_new_kernel(startup_timeout=LIMIT)
    said = []
    try:
        client.execute_interactive("print(6*7)", timeout=LIMIT, output_hook=lambda message: said.append(message["content"].get("text", "")))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if "".join(said).strip() != "42":
        sys.exit(f"the kernel said {''.join(said)!r}")
    print(f"{manager.kernel_name} says 42")


if __name__ == "__main__":
    main()
