/** Tests of the test kit itself. */
package dev.berth.kit;
