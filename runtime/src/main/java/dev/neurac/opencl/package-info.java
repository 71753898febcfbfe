/**
 * The OpenCL back end: networks on devices, by Aparapi. Nothing outside this package, but the
 * Aparapi kernels' part of {@code dev.neurac.train}, mentions a class of Aparapi's, so that an
 * application may leave it out.
 */
package dev.neurac.opencl;
