package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = CROSS_ENTROPY)
interface SoftmaxTwice extends Network {
  @Layer(out = 3, act = SOFTMAX)
  Tensor scores(@Input(13) Tensor features);

  @Apply(SOFTMAX) // error [SoftmaxTwice] classes is the softmax of scores, a softmax already
  Tensor classes(Tensor scores);
}
