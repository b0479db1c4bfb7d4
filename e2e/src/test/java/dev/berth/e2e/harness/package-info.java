/** The tools of the tests: hubs, proxies, browsers, programs, kernels, and the machine itself. */
package dev.berth.e2e.harness;
