/** What the tests drive and look with: hubs, proxies, browsers, programs, kernels, and the machine itself. */
package dev.berth.e2e.harness;
