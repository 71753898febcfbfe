package diagnostics;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = CROSS_ENTROPY) // error [LossMismatch] but classes ends in SIGMOID
interface LossMismatch extends Network {
  @Layer(out = 3)
  Tensor scores(@Input(13) Tensor features);

  @Apply(SIGMOID)
  Tensor classes(Tensor scores);
}
