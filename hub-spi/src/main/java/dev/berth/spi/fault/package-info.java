/**
 * Failpoints: named places before and after each side effect, at which a test can kill or freeze the process. Off unless the
 * environment says otherwise when the process starts.
 */
@NullMarked
package dev.berth.spi.fault;

import org.jspecify.annotations.NullMarked;
