/**
 * The proxy inside the hub's process, for the quick start: the same code as the stand-alone one, connected to the hub over loopback. Needs
 * only Spring Boot's auto-configuration, and nothing else of Spring.
 */
@NullMarked
package dev.berth.proxy.boot;

import org.jspecify.annotations.NullMarked;
