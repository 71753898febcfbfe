package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DuplicateInputFrom extends Network {
  @Layer(out = 7)
  Tensor h(@Input(3) Tensor x);

  @Layer(out = 1)
  Tensor price(@From("h") @Input(7) Tensor z); // error [DuplicateInput] the parameter z has @Input, but takes the node h
}
