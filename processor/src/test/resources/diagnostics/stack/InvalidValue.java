package diagnostics;

import static dev.neurac.Activation.LEAKY_RELU;
import static dev.neurac.Initializer.CONSTANT;
import static dev.neurac.Initializer.NORMAL;
import static dev.neurac.Initializer.UNIFORM;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layers({
  @Layer(
      in = 3,
      out = 3,
      act = LEAKY_RELU,
      slope = -0.1), // error [InvalidValue] layer 1 has slope = -0.1, but a slope is at least 0
  @Layer(
      out = 3,
      init = UNIFORM, // error [InvalidValue] layer 2 starts UNIFORM without initScale, but it needs a scale
      bias = false),
  @Layer(
      out = 3,
      init = NORMAL,
      initScale = -2), // error [InvalidValue] layer 3 starts NORMAL with initScale = -2.0, but it needs a
  @Layer(
      out = 3,
      init = CONSTANT,
      initScale = 1 / 0.0) // error [InvalidValue] layer 4 starts CONSTANT with initScale = Infinity, but it
})
interface InvalidValue extends Network {}
