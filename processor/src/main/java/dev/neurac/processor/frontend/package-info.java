/**
 * From annotated types to {@link dev.neurac.processor.model.ModelSpec}: reads javac's model of the
 * source, and is the last to see it.
 */
package dev.neurac.processor.frontend;
