package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = CROSS_ENTROPY)
interface SeveralKinds extends Network {
  @Layer(out = 3, act = RELU)
  @Apply(SOFTMAX) // error [SeveralKinds] hidden has @Layer(out = 3, act = RELU) and @Apply(SOFTMAX); a node
  Tensor hidden(@Input(13) Tensor features);
}
