package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = BINARY_CROSS_ENTROPY) // error [LossMismatch] but classes ends in SOFTMAX
interface LossMismatchSoftmax extends Network {
  @Layer(out = 3, act = SOFTMAX)
  Tensor classes(@Input(13) Tensor features);
}
