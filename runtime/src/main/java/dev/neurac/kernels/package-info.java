/**
 * The matrix products under generated code, tuned by hand. Generated code calls {@link
 * dev.neurac.kernels.Kernels}; of no use to applications.
 *
 * <p>There are five products: {@code multiply} (Y = X·W), {@code dense} (with a bias; as {@code
 * denseRelu} also with ReLU), {@code multiplyTransposed} (dX = dY·Wᵀ), {@code transposedMultiply}
 * (dW = Xᵀ·dY) and {@code sumRows} (y = Σ x). This is the way that one takes:
 *
 * <pre>
 *   Kernels         what the caller's matrices are in C = A·B
 *   TieredKernels   PlanTable.plan(product, sizes).isReady() ? the plan : PlainKernels
 *   ProductPlan     made once for each product and sizes by Planner, which chooses the Algorithm:
 *                   in place, or with A, B or C packed, widened or transposed first
 *   Algorithm       runs TileRanges of C, each with one MicroKernel
 *   VectorTiles     the micro-kernels, printed by TilesWriter for each line of MicroKernel
 * </pre>
 *
 * <p>All give the same bits. Whatever a plan runs was entered among its {@code Needs} when it was
 * made, so a plan is ready exactly when HotSpot has compiled that. Another product, such as a
 * convolution, is a constant of {@code Product} and a case in {@code Planner} and in {@code
 * PlainKernels}.
 */
package dev.neurac.kernels;
