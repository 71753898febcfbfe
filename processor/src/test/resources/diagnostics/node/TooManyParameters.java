package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface TooManyParameters extends Network {
  @Layer(
      out = 50_000) // error [TooManyParameters] price has 50,000 × 50,000 = 2,500,000,000 weights
  Tensor price(@Input(50_000) Tensor features);
}
