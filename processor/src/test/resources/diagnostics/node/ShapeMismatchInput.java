package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface ShapeMismatchInput extends Network {
  @Layer(
      out = 1,
      in = 12) // error [ShapeMismatch] price expects in = 12, but the input features has 13
  Tensor price(@Input(13) Tensor features);
}
