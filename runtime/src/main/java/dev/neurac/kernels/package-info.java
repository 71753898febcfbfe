/**
 * The matrix products under generated code, tuned by hand: plain Java, and vector instructions as
 * soon as HotSpot has compiled them.
 *
 * <p>{@link dev.neurac.kernels.Kernels} is what generated code calls; of no use to applications.
 */
package dev.neurac.kernels;
