/**
 * What a call works with and the next one uses again: a frame for each thread, without thread
 * locals.
 *
 * <p>Used by {@code dev.neurac.strips} and {@code dev.neurac.runtime}; of no use to applications.
 */
package dev.neurac.frames;
