package diagnostics;

import static dev.neurac.Activation.LEAKY_RELU;
import static dev.neurac.Initializer.NORMAL;
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
      slope = 1e39), // error [InvalidValue] layer 1 has slope = 1.0E39, but a slope is at least 0 and within float's range
  @Layer(
      out = 3,
      init = NORMAL,
      initScale = 1e300) // error [InvalidValue] layer 2 starts NORMAL with initScale = 1.0E300, but it
})
interface InvalidValueBeyondFloats extends Network {}
