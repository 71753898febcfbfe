package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.HALF_SQUARED_ERROR;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = HALF_SQUARED_ERROR) // warning [UnusualLoss] HALF_SQUARED_ERROR of a softmax learns slowly
interface UnusualLoss extends Network {
  @Layer(out = 3)
  Tensor scores(@Input(13) Tensor features);

  @Apply(SOFTMAX)
  Tensor classes(Tensor scores);
}
