/**
 * The one text of every update's formulas, for the optimisers of {@code dev.neurac.optim} and for
 * the OpenCL back end. For nobody else: an application has no use for it.
 *
 * <p>A class holds what happens to one element, in static methods from floats to floats, without
 * arrays, loops, objects or calls, which Aparapi can translate. The loops around them are two: in
 * Java, in the optimiser's state; on a device, in {@code UpdateKernel}. Roots and maxima are taken
 * in the loops, since Aparapi knows the methods of Math in a kernel only and C2 vectorises no
 * comparisons of ours.
 *
 * <p>The methods have names of their own, since Aparapi takes one for another of the same name and
 * types, whatever their classes; and they stand in classes, since it cannot call static methods of
 * interfaces.
 *
 * <p>Besides, a class holds what both sides must agree on: {@code NUMBER}, by which a device knows
 * the update; the places of its scalars, which are what all elements share in a step ({@code RATE},
 * {@code DECAY}, …); and how many they are, {@code SCALARS}. They are constants, so that Aparapi
 * sees numbers. A scalar without a comment is the optimiser's setting of that name.
 */
package dev.neurac.optim.update;
