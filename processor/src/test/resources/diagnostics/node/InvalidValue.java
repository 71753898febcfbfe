package diagnostics;

import static dev.neurac.Activation.ELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidValue extends Network {
  @Apply(
      value = ELU,
      slope = -1) // error [InvalidValue] bent has slope = -1.0, but a slope is at least 0 and within float's range
  Tensor bent(@Input(13) Tensor features);
}
