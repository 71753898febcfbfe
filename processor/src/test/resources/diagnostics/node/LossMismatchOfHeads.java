package diagnostics;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Concat;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = BINARY_CROSS_ENTROPY) // error [LossMismatch] applies SIGMOID itself where it is not the last thing done
interface LossMismatchOfHeads extends Network {
  @Layer(out = 1, act = SIGMOID)
  Tensor left(@Input(3) Tensor features);

  @Layer(out = 1, act = SIGMOID)
  Tensor right(Tensor features);

  @Concat
  Tensor both(Tensor left, Tensor right);
}
