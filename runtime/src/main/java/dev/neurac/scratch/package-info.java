/**
 * Memory that computations borrow for as long as a call: {@link dev.neurac.scratch.ThreadScratch},
 * an array of each thread, for floats that nobody else looks at; {@link
 * dev.neurac.scratch.FrameTable}, frames of objects that a thread finds again without any
 * synchronisation; {@link dev.neurac.scratch.SharedPool}, objects that any thread may take.
 *
 * <p>Threads of a web server outlive the applications that they run. So no thread keeps an object
 * of ours, only an array of floats, which keeps no class in memory.
 */
package dev.neurac.scratch;
