/**
 * How gradients change parameters: {@link dev.neurac.optim.Optimizer} and its kinds, one file each
 * with its formula, and what happens to a gradient before: penalties and clipping.
 *
 * <p>A new optimiser {@code Lion} is
 *
 * <ol>
 *   <li>{@code optim/update/LionUpdate}: its formulas, its number, the places of its scalars;
 *   <li>{@code optim/Lion}: the record of its settings, and its state with the loop in Java; its
 *       name joins the {@code permits} of {@code Optimizer};
 *   <li>{@code opencl/UpdateKernel}: a method {@code moveByLion} and a line that chooses it;
 *   <li>a case with PyTorch's numbers in {@code OptimizerTest}, and one on a device in {@code
 *       DeviceContractTest}. Both fail until they have one.
 * </ol>
 *
 * <p>The lists of settings in the README are printed from the records by a test.
 */
package dev.neurac.optim;
