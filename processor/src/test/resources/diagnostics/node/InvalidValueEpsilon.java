package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.LayerNorm;
import dev.neurac.Model;
import dev.neurac.RmsNorm;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidValueEpsilon extends Network {
  @LayerNorm(epsilon = 0) // error [InvalidValue] norm has epsilon = 0.0, but it is a small number above 0
  Tensor norm(@Input(13) Tensor features);

  @RmsNorm(epsilon = Double.NaN) // error [InvalidValue] again has epsilon = NaN
  Tensor again(Tensor norm);
}
