/**
 * The OpenCL back end. An application requires it where its networks are declared; what it calls is
 * in {@code dev.neurac.runtime}.
 */
module dev.neurac.opencl {
  requires transitive dev.neurac.runtime;
  // Not transitive: a model's module need not read it. What it declares extends our class.
  requires aparapi;
  requires java.logging;

  exports dev.neurac.opencl;

  // Aparapi sets the fields of Aparapi kernels by reflection; where it may not, its native part
  // ends the process.
  opens dev.neurac.opencl;

  provides dev.neurac.runtime.Accelerator with
      dev.neurac.opencl.OpenClAccelerator;
}
