/**
 * End-to-end tests: hubs and proxies as processes, a browser, JupyterLab, kills. {@code make e2e} runs all of them.
 *
 * <p>Whatever a test counts comes from the operating system or from outside through the proxy, never from a hub's own list alone. Each
 * class has a separate {@link dev.berth.e2e.harness.Installation} in {@code /var/tmp}, which it removes at the end; logs are kept in
 * {@code target/logs}, screenshots in {@code target/screenshots}.
 */
package dev.berth.e2e;
