/**
 * What generated networks and applications call: prediction, training, data, files. Who requires it
 * also reads the annotations.
 */
@SuppressWarnings("module") // The module of the back end is compiled later.
module dev.neurac.runtime {
  requires transitive dev.neurac;
  requires com.google.gson;
  requires de.siegmar.fastcsv;
  // Where they are missing, as in a small run-time image, a warm-up counts no bytes.
  requires static java.management;
  requires static jdk.management;

  // What applications name.
  exports dev.neurac.data;
  exports dev.neurac.io;
  exports dev.neurac.metric;
  exports dev.neurac.optim;
  exports dev.neurac.runtime;
  exports dev.neurac.schedule;
  exports dev.neurac.train;

  // What generated code names.
  exports dev.neurac.kernels;
  exports dev.neurac.math;
  exports dev.neurac.strips;

  // The formulas of the updates have one text, which the back end translates.
  exports dev.neurac.optim.update to
      dev.neurac.opencl;

  uses dev.neurac.runtime.Accelerator;
}
