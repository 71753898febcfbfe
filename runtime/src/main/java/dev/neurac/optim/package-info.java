/**
 * How gradients change parameters: {@link dev.neurac.optim.Optimizer} and its kinds, one file each
 * with its formula, and what happens to a gradient before: penalties and clipping.
 */
package dev.neurac.optim;
