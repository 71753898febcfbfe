package diagnostics;

import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = CROSS_ENTROPY) // error [LossMismatch] chooses among classes, but price has a single output
interface LossMismatchOneOutput extends Network {
  @Layer(out = 1)
  Tensor price(@Input(13) Tensor features);
}
