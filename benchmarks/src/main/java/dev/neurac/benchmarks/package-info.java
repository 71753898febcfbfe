/** The same work in Neurac and in other libraries, timed side by side. */
package dev.neurac.benchmarks;
