/** The arithmetic under generated code: matrix products and scalar functions, tuned by hand. */
package dev.neurac.kernels;
