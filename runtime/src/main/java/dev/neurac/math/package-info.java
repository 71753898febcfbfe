/**
 * What generated loops call beside {@link java.lang.Math}: functions and random numbers that give
 * the same bits on every JVM, and of which the vector primitives have the same.
 */
package dev.neurac.math;
