/** Networks that tell what they do while they do it, each a {@code main} of its own. */
package dev.neurac.examples;
