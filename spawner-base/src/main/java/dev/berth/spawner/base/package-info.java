/**
 * What every spawner gives to a server: the arguments of JupyterLab, an account in {@code /etc/passwd}, a home directory; and how the end of
 * a server is described. Uses only {@code hub-spi} and the JDK, and knows no runtime.
 */
@NullMarked
package dev.berth.spawner.base;

import org.jspecify.annotations.NullMarked;
