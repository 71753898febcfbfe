/**
 * Elementwise loops on vectors: {@link dev.neurac.strips.StripProgram} runs what generated code
 * prints as loops, a few hundred elements at a time.
 */
package dev.neurac.strips;
