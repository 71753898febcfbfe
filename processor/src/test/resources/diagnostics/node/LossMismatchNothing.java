package diagnostics;

import static dev.neurac.Loss.KL_DIVERGENCE;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = KL_DIVERGENCE) // error [LossMismatch] of probabilities, but scores has no activation
interface LossMismatchNothing extends Network {
  @Layer(out = 3)
  Tensor scores(@Input(13) Tensor features);
}
