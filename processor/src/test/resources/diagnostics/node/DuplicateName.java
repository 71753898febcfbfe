package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DuplicateName extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensor features);

  @Add
  Tensor hidden(Tensor hidden, Tensor features); // error [DuplicateName] the name 'hidden' is taken by another node

  @Layer(out = 3)
  Tensor features(Tensor hidden); // error [DuplicateName] the name 'features' is taken by the network's input
}
