/**
 * The whole chain for real: hubs and proxies as processes, a browser, JupyterLab, kills. {@code make e2e} runs all of it.
 *
 * <p>What a test counts it takes from the operating system or from outside through the proxy, never from a hub's own list alone. Each
 * class has an {@link dev.berth.e2e.harness.Installation} of its own in {@code /var/tmp}, which it takes down again; logs stay in
 * {@code target/logs}, pictures in {@code target/screenshots}.
 */
package dev.berth.e2e;
