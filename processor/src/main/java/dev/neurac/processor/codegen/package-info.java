/** From plans to Java: thin frames around the printed loops. */
package dev.neurac.processor.codegen;
