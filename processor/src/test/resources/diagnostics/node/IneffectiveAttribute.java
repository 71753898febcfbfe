package diagnostics;

import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface IneffectiveAttribute extends Network {
  @Apply(
      value = TANH,
      slope = 0.5) // error [IneffectiveAttribute] bent has slope = 0.5, but TANH has no slope
  Tensor bent(@Input(13) Tensor features);
}
