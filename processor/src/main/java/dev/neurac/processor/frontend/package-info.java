/** From annotated types to {@link dev.neurac.processor.frontend.ModelSpec}: what the user wrote. */
package dev.neurac.processor.frontend;
