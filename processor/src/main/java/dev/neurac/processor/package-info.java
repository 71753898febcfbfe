/** The compiler inside javac. */
package dev.neurac.processor;
