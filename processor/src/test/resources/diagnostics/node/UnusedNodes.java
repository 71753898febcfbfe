package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnusedNodes extends Network { // error [UnusedNode] no node uses aside, first and second, but
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(out = 3)
  Tensor second(Tensor hidden);

  @Layer(out = 3)
  Tensor first(Tensor hidden);

  @Layer(out = 3)
  Tensor aside(Tensor hidden);
}
