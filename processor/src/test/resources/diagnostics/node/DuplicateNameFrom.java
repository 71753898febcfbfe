package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DuplicateNameFrom extends Network {
  @Layer(out = 3)
  Tensor hidden(Tensor price); // error [DuplicateName] the name 'hidden' is taken by the network's input

  @Layer(out = 3)
  Tensor price(@Input(3) @From("hidden") Tensor features);
}
