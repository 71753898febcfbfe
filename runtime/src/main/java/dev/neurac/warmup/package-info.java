/**
 * How HotSpot is made to compile vector code before a network depends on it: the code is run on a
 * thread of its own until nothing that it does allocates.
 *
 * <p>Used by {@code dev.neurac.kernels} and {@code dev.neurac.strips}; of no use to applications.
 */
package dev.neurac.warmup;
