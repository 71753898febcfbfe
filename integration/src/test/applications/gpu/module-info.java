/** An application that trains on a GPU where there is one. */
module gpu {
  requires dev.neurac.runtime;
  requires dev.neurac.opencl;
}
