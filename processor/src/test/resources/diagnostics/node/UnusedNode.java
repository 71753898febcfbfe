package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnusedNode extends Network {
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(out = 3)
  Tensor aside(Tensor features); // error [UnusedNode] no node uses aside, and it is not the network's output, which is price

  @Layer(out = 1)
  Tensor price(Tensor hidden);
}

/* expected
[UnusedNode] no node uses aside, and it is not the network's output, which is price
  A network has one output: use aside as an input of another node, or remove it.
*/
