/**
 * The OpenCL back end: networks on devices, by Aparapi. The runtime finds it as a provider of
 * {@code Accelerator} and never mentions it, so that an application may leave it out.
 *
 * <p>Four system properties are for measurements and tests: {@code neurac.opencl.schedule} ({@code
 * wide} or {@code small}), {@code neurac.opencl.tiles} ({@code local}, {@code large}, {@code
 * blocks} or {@code elements}) and {@code neurac.opencl.groups} (for each compute unit) name what
 * is otherwise chosen, and {@code neurac.opencl.residentBytes} says from what size on the rows of a
 * training come in slices.
 */
package dev.neurac.opencl;
